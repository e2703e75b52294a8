namespace ReplayGraph.Fuzz.Journals;

/// <summary>CRC-32C, one byte at a time, independent of the journal's code. Source: the polynomial of RFC 3720, reflected.</summary>
internal static class PlainCrc
{
    private static readonly uint[] _table = [.. Enumerable.Range(0, 256).Select(Entry)];

    /// <summary>The checksum of some bytes.</summary>
    internal static uint Of(ReadOnlySpan<byte> bytes)
    {
        uint sum = uint.MaxValue;
        foreach (byte one in bytes)
        {
            sum = _table[(byte)(sum ^ one)] ^ (sum >> 8);
        }

        return ~sum;
    }

    private static uint Entry(int index)
    {
        uint sum = (uint)index;
        for (int bit = 0; bit < 8; bit++)
        {
            sum = (sum & 1) != 0 ? (sum >> 1) ^ 0x82F6_3B78 : sum >> 1;
        }

        return sum;
    }
}
