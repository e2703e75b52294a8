using ReplayGraph.Embedded.Journal;

namespace ReplayGraph.Embedded;

/// <summary>What opening a data folder found.</summary>
/// <param name="Facts">Facts ingested so far, duplicates included.</param>
/// <param name="Bytes">Bytes of journal applied, after the snapshot if there was one.</param>
/// <param name="Took">How long opening took.</param>
/// <param name="Torn">The unacknowledged end of the journal that a crash cut short; null if there was none.</param>
public sealed record OpenReport(long Facts, long Bytes, TimeSpan Took, TornTail? Torn);
