using ReplayGraph.Embedded.Journal;

namespace ReplayGraph.Embedded;

/// <summary>What opening a data folder found.</summary>
public sealed class OpenReport
{
    /// <summary>Facts that were taken in so far, repeated ones included.</summary>
    public long Facts { get; private set; }

    /// <summary>Bytes of journal that were read, behind the snapshot if there was one.</summary>
    public long Bytes { get; private set; }

    /// <summary>How long it took.</summary>
    public TimeSpan Took { get; private set; }

    /// <summary>The end of the journal that a crash cut short and that was never acknowledged; null if there was none.</summary>
    public TornTail? Torn { get; private set; }

    internal void Set(JournalScan scan, long facts, TimeSpan took) => (Facts, Bytes, Took, Torn) = (facts, scan.Bytes, took, scan.Torn);
}
