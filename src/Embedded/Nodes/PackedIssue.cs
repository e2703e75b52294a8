using ReplayGraph.Issues;

namespace ReplayGraph.Embedded.Nodes;

/// <summary>An issue: its links as ingested, and its state.</summary>
internal sealed class PackedIssue(IssueId id, PackedLinks links)
{
    internal IssueId Id { get; } = id;

    internal PackedLinks Links { get; } = links;

    internal IssueState State { get; } = new();
}
