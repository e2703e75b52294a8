using ReplayGraph.Queries;

namespace ReplayGraph.Cluster.Messages;

/// <summary>An answer, or that the known one is still right.</summary>
/// <param name="Page">The page; null if the one with this tag is still right.</param>
/// <param name="Tag">What names it as long as nothing changes; 0: it is not to be kept.</param>
public sealed record TaggedPage(LinkPage? Page, long Tag);
