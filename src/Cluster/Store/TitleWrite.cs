using ReplayGraph.Issues;

namespace ReplayGraph.Cluster.Store;

/// <summary>A title of an issue to keep.</summary>
/// <param name="Title">The title.</param>
/// <param name="ExpiresAt">When it is no longer needed.</param>
public sealed record TitleWrite(IssueTitle Title, Timestamp ExpiresAt);
