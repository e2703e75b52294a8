namespace ReplayGraph.Embedded.Journal;

/// <summary>Options of a journal.</summary>
public sealed record JournalOptions
{
    /// <summary>
    /// Size in bytes at which a new segment is started: 1 KiB to 1 TiB, 256 MiB by default. An append never spans two segments, so a
    /// segment may exceed this by one append.
    /// </summary>
    public long SegmentBytes { get; init; } = 256L << 20;

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(SegmentBytes, 1L << 10, nameof(SegmentBytes));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(SegmentBytes, 1L << 40, nameof(SegmentBytes));
    }
}
