using ReplayGraph.Embedded.Journal;

namespace ReplayGraph.Spooling;

/// <summary>Options of a spool.</summary>
public sealed record SpoolOptions
{
    /// <summary>The folder; created if it does not exist. Only one process can use it at a time.</summary>
    public required string Folder { get; init; }

    /// <summary>The most bytes of journal on disk: 1 MiB to 1 TiB.</summary>
    public long MaxBytes { get; init; } = 1L << 30;

    /// <summary>How long facts may wait. Older ones are dropped.</summary>
    public TimeSpan MaxAge { get; init; } = TimeSpan.FromHours(72);

    /// <summary>How long an ingest may take before its facts are spooled, while nothing else is.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Size in bytes of a segment. Delivered segments are deleted as a whole, so a restart delivers up to so much again.</summary>
    internal long SegmentBytes { get; init; } = 8 << 20;

    /// <summary>Bytes of facts that are delivered at a time.</summary>
    internal long WindowBytes { get; init; } = 1 << 20;

    internal JournalOptions Journal => new() { SegmentBytes = SegmentBytes };
}
