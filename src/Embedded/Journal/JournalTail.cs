namespace ReplayGraph.Embedded.Journal;

/// <summary>
/// Finds the end of a journal without reading all of it, so that a writer can append at once. Only the last segment is read: a segment is
/// created only when everything before it is durable. What is damaged in an earlier one is found by whoever reads that.
/// </summary>
internal static class JournalTail
{
    /// <summary>The segments and the end. The counts are those of the last segment.</summary>
    /// <exception cref="JournalDamagedException">The last segment is damaged, or a segment is missing in the middle.</exception>
    /// <exception cref="JournalVersionException">The last segment was written by a newer version.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    internal static JournalScan Find(IStorage storage, string folder)
    {
        IReadOnlyList<long> numbers = SegmentFiles.List(storage, folder);
        using var reader = new JournalReader(storage, folder, new(numbers.Count == 0 ? 0 : numbers[^1], 0));
        while (reader.TryRead(out _))
        {
            // Reading verifies each frame.
        }

        return reader.Scan;
    }
}
