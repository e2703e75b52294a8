using ReplayGraph.Queries;

namespace ReplayGraph.Cluster.Messages;

/// <summary>A page, or the confirmation that a cached one is still valid.</summary>
/// <param name="Page">The page; null if the cached one with this tag is still valid.</param>
/// <param name="Tag">Identifies the page while nothing changes; 0: do not cache it.</param>
public sealed record TaggedPage(LinkPage? Page, long Tag);
