using System.Text;

namespace ReplayGraph.Fuzz.Mutation;

/// <summary>Boundary values.</summary>
internal static class Edges
{
    /// <summary>Numbers in binary formats.</summary>
    internal static readonly long[] Numbers =
    [
        0, 1, -1, 2, 7, 8, 16, 31, 32, 63, 64, 100, 127, 128, 200, 201, 255, 256, 512, 1000, 1024, 2048, 2049, 3650, 3651, 4096, 10_000,
        32_767, 32_768, 65_535, 65_536, int.MaxValue, (long)int.MaxValue + 1, int.MinValue, uint.MaxValue, 1L << 32, long.MaxValue,
        long.MinValue, 946_684_800, 946_684_799_999, 1_790_000_000, 4_102_444_800, 4_102_444_800_000, 253_402_300_800,
    ];

    /// <summary>Numbers in JSON and query strings.</summary>
    internal static readonly byte[][] WrittenNumbers =
    [
        .. Numbers.Select(number => Encoding.ASCII.GetBytes(number.ToString(System.Globalization.CultureInfo.InvariantCulture))),
        .. new[]
        {
            "0.0", "-0", "1e0", "1e5", "1E+400", "1e-400", "1.7976931348623157e308", "5e-324", "0.1", "1790000000.123456789",
            "9223372036854775808", "18446744073709551616", "340282366920938463463374607431768211456", "1790000000.0004999", "01", "+1",
            "1_000", "0x10", "NaN", "Infinity", "-", "1.", ".5", "1e", "99999999999999999999999999999999999999",
        }.Select(Encoding.ASCII.GetBytes),
    ];

    /// <summary>Text that is difficult to parse.</summary>
    internal static readonly byte[][] Oddities =
    [
        [0], [0x7F], [0x80], [0xC0, 0x80], [0xC3], [0xC3, 0x28], [0xE2, 0x82], [0xED, 0xA0, 0x80], [0xF0, 0x9F, 0x98], [0xF4, 0x90, 0x80, 0x80],
        [0xFE], [0xFF], [0xEF, 0xBB, 0xBF], [0xEF, 0xBF, 0xBD], [0xEF, 0xBF, 0xBF],
        .. new[]
        {
            "\u00e4", "\u20ac", "\U0001F600", "\u2028", "\uFF5A", "\u0130", "\u0661", "\u00a0", "\u3000", "\\", "\\\"", "\\u0000",
            "\\ud800",
            "\\udc00\\ud800", "\\ud83d\\ude00", "\\u00e4", "\\x", "\\u12", "\\/", "\r", "\r\n", "\n", "\t", "\u001f", "\"", "'", "%00",
            "%2F",
            "%252F", "%C3", "%ED%A0%80", "%", "%zz", "+", "&", "=", ";", ",", "*", "../", "{{ default }}", " ",
        }.Select(Encoding.UTF8.GetBytes),
    ];

    /// <summary>JSON values of each type, and invalid ones.</summary>
    internal static readonly byte[][] Values =
    [
        .. new[]
        {
            "null", "true", "false", "0", "1", "-1", "\"\"", "[]", "{}", "[null]", "[[]]", "{\"\":0}",
            "\"0123456789abcdef0123456789abcdef\"",
            "\"01234567-89AB-cdef-0123-456789abcdef\"", "\"{0123456789abcdef0123456789abcdef}\"", "\"00000000000000000000000000000000\"",
            "\"00000000000000ff\"", "1790000000", "1790000000.5", "\"1790000000\"", "\"2026-09-21T14:13:20Z\"",
            "\"2026-09-21T14:13:20.123456+02:00\"",
            "\"2026-09-21\"", "\"9999-12-31T23:59:59.9999999Z\"", "\"0001-01-01T00:00:00Z\"", "\"\\ud800\"", "\"\\u0000\"",
            "\"a\\u0062c\"", "nul",
            "[1,2,3]", "[\"0123456789abcdef0123456789abcdef\",null,\"\"]", "1e999", "-0.0", "NaN", "\"x", "{\"type\":\"error\"}",
        }.Select(Encoding.UTF8.GetBytes),
    ];
}
