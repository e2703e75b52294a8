using ReplayGraph.Links;

namespace ReplayGraph.Embedded;

/// <summary>Options of the embedded host.</summary>
public sealed record EmbeddedOptions
{
    /// <summary>The data folder; created if it does not exist. Only one process can use it at a time.</summary>
    public required string Folder { get; init; }

    /// <summary>Retention of facts that do not state their own, in days: 1 to 3650.</summary>
    public int RetentionDays { get; init; } = 90;

    /// <summary>The limits of what counts as evidence.</summary>
    public EvidenceOptions Evidence { get; init; } = EvidenceOptions.Default;

    /// <summary>
    /// Size in bytes at which the journal starts a new segment file: 1 KiB to 1 TiB, 256 MiB by default. Retention deletes whole files.
    /// </summary>
    public long JournalSegmentBytes { get; init; } = new Journal.JournalOptions().SegmentBytes;

    /// <summary>
    /// Receives one line for each background failure that will be retried, such as a sweep or a snapshot; null discards them.
    /// </summary>
    public Action<string>? Report { get; init; }

    /// <summary>
    /// Bytes of journal since the last snapshot that make another one worthwhile on a stop: a start applies less than this in no time.
    /// </summary>
    internal long SnapshotBytes { get; init; } = 4 << 20;

    /// <summary>
    /// The fewest bytes of journal between two snapshots of a running graph: a start after a kill applies this in about a second.
    /// </summary>
    internal long RunningSnapshotBytes { get; init; } = 128 << 20;
}
