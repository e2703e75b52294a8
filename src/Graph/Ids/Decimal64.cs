using System.Globalization;

namespace ReplayGraph;

/// <summary>Formats 64-bit ids as positive decimal integers, digits only.</summary>
internal static class Decimal64
{
    internal const int MaxDigits = 19;

    internal static bool TryParse(ReadOnlySpan<byte> utf8, out long value) =>
        long.TryParse(utf8, NumberStyles.None, CultureInfo.InvariantCulture, out value) && value > 0;

    internal static bool TryParse(ReadOnlySpan<char> text, out long value) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value) && value > 0;

    /// <summary>Writes the digits, at most <see cref="MaxDigits"/>.</summary>
    /// <returns>The number of digits.</returns>
    internal static int Write(long value, Span<byte> utf8) =>
        value.TryFormat(utf8, out int written, default, CultureInfo.InvariantCulture)
            ? written
            : throw new ArgumentException($"A buffer of {utf8.Length} bytes is too short: ids have up to {MaxDigits} digits.", nameof(utf8));

    internal static string ToString(long value) => value.ToString(CultureInfo.InvariantCulture);
}
