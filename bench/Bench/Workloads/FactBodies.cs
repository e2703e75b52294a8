namespace ReplayGraph.Bench.Workloads;

/// <summary>Request bodies of facts, cut from a file.</summary>
internal static class FactBodies
{
    // Files are read into memory up to this size.
    private const int MostBytes = 1 << 30;

    /// <summary>Reads the whole lines of a file.</summary>
    internal static byte[] Read(string file)
    {
        using FileStream from = File.OpenRead(file);
        byte[] bytes = new byte[Math.Min(MostBytes, from.Length)];
        from.ReadExactly(bytes);
        int end = bytes.AsSpan().LastIndexOf((byte)'\n') + 1;
        return end == bytes.Length ? bytes : bytes[..end];
    }

    /// <summary>Cuts lines into bodies.</summary>
    internal static List<ReadOnlyMemory<byte>> Cut(byte[] lines, int linesEach)
    {
        List<ReadOnlyMemory<byte>> bodies = [];
        for (int from = 0; from < lines.Length;)
        {
            int to = from;
            for (int line = 0; line < linesEach && to < lines.Length; line++)
            {
                int end = lines.AsSpan(to).IndexOf((byte)'\n');
                to = end < 0 ? lines.Length : to + end + 1;
            }

            bodies.Add(lines.AsMemory(from, to - from));
            from = to;
        }

        return bodies;
    }

    /// <summary>Counts lines.</summary>
    internal static int Count(ReadOnlySpan<byte> lines) => lines.Count((byte)'\n');
}
