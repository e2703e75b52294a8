namespace ReplayGraph.Embedded.Journal;

/// <summary>Finds until when a segment matters, by its frames' headers alone.</summary>
internal static class SegmentExpiry
{
    /// <summary>The segment with its expiry.</summary>
    /// <exception cref="JournalDamagedException">A header is not intact.</exception>
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
                throw new JournalDamagedException(segment.File, cursor.Offset, wrong ?? "the file is shorter than it was");
            }

            latest = Math.Max(latest, header.ExpiresAtMs);
        }

        return segment with { LatestExpiryMs = latest };
    }
}
