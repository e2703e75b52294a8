namespace ReplayGraph.Embedded.Lookups;

/// <summary>The ranked links of a node with many of them, as a lookup without a filter found them: good until something changes.</summary>
/// <param name="Sorted">Best first.</param>
/// <param name="Version">Of the node's entries.</param>
/// <param name="Replays">Of all replays.</param>
/// <param name="ValidUntil">When time alone changes it.</param>
internal sealed record RankedLinks(Candidate[] Sorted, int Version, int Replays, Timestamp ValidUntil);
