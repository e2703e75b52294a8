using System.Buffers.Binary;

namespace ReplayGraph;

/// <summary>Formats 128-bit ids as 32 hex digits. Reads dashes, braces and upper case; writes lower case without dashes.</summary>
internal static class Hex128
{
    internal const int Digits = 32;

    /// <summary>Parses an id. Returns false unless it has 32 hex digits, and for the nil id, which means none.</summary>
    internal static bool TryParse(ReadOnlySpan<byte> utf8, out UInt128 value)
    {
        value = default;
        if (utf8.Length != Digits)
        {
            Span<byte> plain = stackalloc byte[Digits];
            return TryStrip(utf8, plain) && TryParse(plain, out value);
        }

        Span<byte> bytes = stackalloc byte[16];
        if (Convert.FromHexString(utf8, bytes, out _, out _) != System.Buffers.OperationStatus.Done)
        {
            return false;
        }

        value = BinaryPrimitives.ReadUInt128BigEndian(bytes);
        return value != default;
    }

    internal static bool TryParse(ReadOnlySpan<char> text, out UInt128 value)
    {
        value = default;
        Span<byte> utf8 = stackalloc byte[40];
        return text.Length <= utf8.Length
            && System.Text.Ascii.FromUtf16(text, utf8, out int written) == System.Buffers.OperationStatus.Done
            && TryParse(utf8[..written], out value);
    }

    /// <summary>Writes 32 lowercase hex digits.</summary>
    internal static void Write(UInt128 value, Span<byte> utf8)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, value);
        Convert.TryToHexStringLower(bytes, utf8, out _);
    }

    internal static string ToString(UInt128 value) => string.Create(Digits, value, static (text, value) =>
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, value);
        Convert.TryToHexStringLower(bytes, text, out _);
    });

    // {8-4-4-4-12}, with or without braces and dashes. Dashes are accepted only where the canonical UUID form has them.
    private static bool TryStrip(ReadOnlySpan<byte> utf8, Span<byte> plain)
    {
        if (utf8.Length > 2 && utf8[0] == '{' && utf8[^1] == '}')
        {
            utf8 = utf8[1..^1];
        }

        if (utf8.Length == Digits)
        {
            utf8.CopyTo(plain);
            return true;
        }

        if (utf8.Length != 36 || utf8[8] != '-' || utf8[13] != '-' || utf8[18] != '-' || utf8[23] != '-')
        {
            return false;
        }

        utf8[..8].CopyTo(plain);
        utf8[9..13].CopyTo(plain[8..]);
        utf8[14..18].CopyTo(plain[12..]);
        utf8[19..23].CopyTo(plain[16..]);
        utf8[24..].CopyTo(plain[20..]);
        return true;
    }
}
