namespace ReplayGraph.Embedded.Journal;

/// <summary>How a journal is written.</summary>
public sealed record JournalOptions
{
    /// <summary>
    /// Bytes after which a segment is closed and the next one begun: 1 KiB to 1 TiB, 256 MiB by default. One append stays in one segment,
    /// so a segment may pass this by one append.
    /// </summary>
    public long SegmentBytes { get; init; } = 256L << 20;

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(SegmentBytes, 1L << 10, nameof(SegmentBytes));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(SegmentBytes, 1L << 40, nameof(SegmentBytes));
    }
}
