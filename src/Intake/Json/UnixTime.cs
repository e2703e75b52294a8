using System.Buffers.Text;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace ReplayGraph.Intake.Json;

/// <summary>Reads times that are JSON numbers: Unix seconds, with or without a fraction.</summary>
internal static class UnixTime
{
    /// <summary>Reads the text of a JSON number. False if it is not a plausible time.</summary>
    internal static bool TryParse(ReadOnlySpan<byte> number, out Timestamp time)
    {
        // The common form, ten digits and at most three decimals, needs no floating point.
        long value = 0;
        int fraction = -1;
        foreach (byte digit in number)
        {
            if (digit == '.')
            {
                fraction = 0;
                continue;
            }

            if (!char.IsAsciiDigit((char)digit) || fraction == 3 || value > 1_000_000_000_000)
            {
                return TryParseSlowly(number, out time);
            }

            value = (value * 10) + digit - '0';
            fraction += fraction < 0 ? 0 : 1;
        }

        time = new(value * (fraction switch { 3 => 1, 2 => 10, 1 => 100, _ => 1000 }));
        return time.IsPlausible;
    }

    /// <summary>Reads a value. False if it is not a number, or not a plausible time.</summary>
    internal static bool TryParse(JsonElement value, out Timestamp time)
    {
        time = default;
        return value.ValueKind == JsonValueKind.Number && TryParse(JsonMarshal.GetRawUtf8Value(value), out time);
    }

    private static bool TryParseSlowly(ReadOnlySpan<byte> number, out Timestamp time)
    {
        time = default;
        return Utf8Parser.TryParse(number, out double seconds, out int used) && used == number.Length
            && Timestamp.TryFromSeconds(seconds, out time);
    }
}
