namespace ReplayGraph.Embedded.Journal;

/// <summary>
/// Finds the end of a journal without reading all of it, so that a writer can append at once. Before the last append, everything was
/// durable: damage there is found by whoever reads it. So only the headers of the last segment are read, and its last append.
/// </summary>
internal static class JournalTail
{
    // Headers of long frames are far apart, those of short ones come many at once.
    private const int HeaderBuffer = 16 << 10;

    /// <summary>The segments and the end. The counts are those of the last append.</summary>
    /// <exception cref="JournalDamagedException">The end is damaged, or a segment is missing in the middle.</exception>
    /// <exception cref="JournalVersionException">The last segment was written by a newer version.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    internal static JournalScan Find(IStorage storage, string folder)
    {
        IReadOnlyList<long> numbers = SegmentFiles.List(storage, folder);
        long last = numbers.Count == 0 ? 0 : numbers[^1];
        using var reader = new JournalReader(storage, folder, new(last, last == 0 ? 0 : FindLastAppend(storage, folder, last)));
        while (reader.TryRead(out _))
        {
            // Reading verifies each frame.
        }

        return reader.Scan;
    }

    private static long FindLastAppend(IStorage storage, string folder, long number)
    {
        using var cursor = new SegmentCursor(storage, HeaderBuffer);
        if (cursor.Open(SegmentFiles.PathOf(folder, number), number) is not null)
        {
            return 0;
        }

        long append = 0;
        while (cursor.Offset is var offset && cursor.TryPass(out FrameHeader header, out _))
        {
            append = offset - header.Back;
        }

        return append;
    }
}
