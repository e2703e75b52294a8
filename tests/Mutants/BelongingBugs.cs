using ReplayGraph.Simulation.Runs;

namespace ReplayGraph.Mutants;

/// <summary>Merges, unmerges, moves and deletions concern what they must not, or mean something else when they come in another order.</summary>
internal static class BelongingBugs
{
    internal static IReadOnlyList<PlantedBug> All { get; } =
    [
        new("a merge has no cut-off", HostKind.Cluster, 1, new Edit(
            "Graph/Issues/IssueResolver.cs", "op.Time > since && op.Time >= observation.Received", "op.Time > since")),
        new("an unmerge takes all hashes", HostKind.Cluster, 15, new Edit(
            "Graph/Issues/IssueResolver.cs",
            "\n                && (op.Kind != FactKind.IssueUnmerge || op.Hashes.Contains(observation.PrimaryHash))", "")),
        new("a merge of a project takes the events of others", HostKind.Cluster, 1, new Edit(
            "Graph/Issues/IssueResolver.cs", " && op.Project == observation.ProjectId\n", "\n")),
        new("a deletion of an event has no cut-off", HostKind.Cluster, 1, new Edit(
            "Graph/Issues/IssueResolver.cs", " && observation.Received <= tombstone.CutOff\n", "\n")),
        new("the move that came last wins", HostKind.Cluster, 74, new Edit(
            "Graph/Issues/IssueResolver.cs",
            "bool later = move.CutOff > since || (move.CutOff == since && move.Into.Value > issue.Value);", "bool later = true;")),
        new("merges are carried out in the order in which they came", HostKind.Cluster, 12, new Edit(
            "Graph/Issues/IssueState.cs", "_ops = [.. _ops[..~at], op, .. _ops[~at..]];", "_ops = [.. _ops, op];")),
        new("of two merges at the same time one is lost", HostKind.Cluster, 12, new Edit(
            "Graph/Issues/IssueOp.cs", "return order != 0 ? order : Bytes.Span.SequenceCompareTo(other.Bytes.Span);", "return order;")),
    ];
}
