namespace ReplayGraph.Embedded.Journal;

/// <summary>Finds a segment's latest expiry from its frame headers alone.</summary>
internal static class SegmentExpiry
{
    /// <summary>Returns the segment with its expiry.</summary>
    /// <exception cref="JournalDamagedException">A header is damaged.</exception>
    internal static JournalSegment Find(IStorage storage, JournalSegment segment)
    {
        using var cursor = new SegmentCursor(storage);
        if (cursor.Open(segment.File, segment.Number) is { } wrongFile)
        {
            throw new JournalDamagedException(segment.File, 0, wrongFile);
        }

        long latest = long.MinValue;
        while (cursor.Offset < segment.Length)
        {
            if (!cursor.TryPass(out FrameHeader header, out string? wrong))
            {
                throw new JournalDamagedException(segment.File, cursor.Offset, wrong ?? "the file has shrunk");
            }

            latest = Math.Max(latest, header.ExpiresAtMs);
        }

        return segment with { LatestExpiryMs = latest };
    }
}
