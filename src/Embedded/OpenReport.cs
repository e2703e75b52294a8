using ReplayGraph.Embedded.Journal;

namespace ReplayGraph.Embedded;

/// <summary>What opening a data folder found.</summary>
public sealed class OpenReport
{
    /// <summary>Facts ingested so far, duplicates included.</summary>
    public long Facts { get; private set; }

    /// <summary>Bytes of journal replayed, after the snapshot if there was one.</summary>
    public long Bytes { get; private set; }

    /// <summary>How long opening took.</summary>
    public TimeSpan Took { get; private set; }

    /// <summary>The unacknowledged end of the journal that a crash cut short; null if there was none.</summary>
    public TornTail? Torn { get; private set; }

    internal void Set(JournalScan scan, long facts, TimeSpan took) => (Facts, Bytes, Took, Torn) = (facts, scan.Bytes, took, scan.Torn);
}
