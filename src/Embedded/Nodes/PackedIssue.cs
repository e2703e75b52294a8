using ReplayGraph.Issues;

namespace ReplayGraph.Embedded.Nodes;

/// <summary>An issue: its links and titles as ingested, and its state.</summary>
internal sealed class PackedIssue(IssueId id, PackedLinks links)
{
    internal IssueId Id { get; } = id;

    internal PackedLinks Links { get; } = links;

    internal IssueState State { get; } = new();

    internal Titles Titles { get; } = new();
}
