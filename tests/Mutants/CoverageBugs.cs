using ReplayGraph.Simulation.Runs;

namespace ReplayGraph.Mutants;

/// <summary>Coverage counts an event twice, or with an outcome that is not its best.</summary>
internal static class CoverageBugs
{
    internal static IReadOnlyList<PlantedBug> All { get; } =
    [
        new("an event counts once for each of its outcomes", HostKind.Embedded, 1, new Edit(
            "Graph/Queries/CoverageTally.cs",
            "(row, id), out",
            "(row, new(id.Value + (UInt128)(byte)outcome)), out")),
        new("an event counts with its last observation", HostKind.Cluster, 2, new Edit(
            "Graph/Queries/CoverageTally.cs", "isKnown && best < outcome ? best : outcome", "outcome")),
        new("pending counts before partial", HostKind.Cluster, 14,
            new Edit("Graph/Queries/Outcome.cs", "Partial = 2,", "Partial = 3,"),
            new Edit("Graph/Queries/Outcome.cs", "Pending = 3,", "Pending = 2,"),
            new Edit(
                "Graph/Lookups/CoverageScan.cs",
                ": fates.Has(Fate.Partial) ? Outcome.Partial\n        : fates.Has(Fate.Pending) ? Outcome.Pending",
                ": fates.Has(Fate.Pending) ? Outcome.Pending\n        : fates.Has(Fate.Partial) ? Outcome.Partial")),
        new("a hidden replay counts", HostKind.Embedded, 1, new Edit(
            "Graph/Lookups/CoverageScan.cs", "head.IsVisibleTo(visible)", "head.IsVisibleTo(null)")),
        new("a deleted observation counts", HostKind.Cluster, 3, new Edit(
            "Graph/Lookups/CoverageScan.cs", "_view.Overrides(row, o.EventId)", "null")),
        new("an event is an example of an outcome that is not its best", HostKind.Embedded, 2, new Edit(
            "Graph/Queries/OutcomeEvents.cs",
            "        .Where(one => tally.BestOf(one.Row, one.Shown.View.EventId) == outcome)\n        .OrderBy",
            "        .OrderBy")),
        new("coverage of an issue leaves out what was merged into it", HostKind.Cluster, 1, new Edit(
            "Graph/Lookups/CoverageScan.cs", "_reach?.Contains(issue) != false", "(_reach is null || o.IssueId == _query.Issue)")),
    ];
}
