using ReplayGraph.Issues;

namespace ReplayGraph.Cluster.Store;

/// <summary>A title of an issue to keep.</summary>
/// <param name="Title">The title.</param>
/// <param name="ExpiresAt">When it expires, and the store may drop it.</param>
public sealed record TitleWrite(IssueTitle Title, Timestamp ExpiresAt);
