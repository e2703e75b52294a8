namespace ReplayGraph.Embedded;

/// <summary>How the embedded host runs.</summary>
public sealed record EmbeddedOptions
{
    /// <summary>The data folder; made if it is not there. One process at a time.</summary>
    public required string Folder { get; init; }

    /// <summary>How long facts are kept that do not say it themselves, in days: 1 to 3650.</summary>
    public int RetentionDays { get; init; } = 90;

    /// <summary>
    /// Bytes after which a file of the journal is closed and the next one begun: 1 KiB to 1 TiB, 256 MiB by default. Retention frees the
    /// disk by whole files.
    /// </summary>
    public long JournalSegmentBytes { get; init; } = new Journal.JournalOptions().SegmentBytes;

    /// <summary>Is told, a line each, what failed in the background and will be tried again: a sweep, a snapshot. Null: nobody is.</summary>
    public Action<string>? Report { get; init; }

    /// <summary>Bytes of journal behind the last snapshot from which on another is worth it: a start reads less than this in a blink.</summary>
    internal long SnapshotBytes { get; init; } = 4 << 20;
}
