using ReplayGraph.Simulation.Runs;

namespace ReplayGraph.Mutants;

/// <summary>An issue that others were merged into answers from less than their logs have, or with a page from before.</summary>
internal static class MergedIssueBugs
{
    internal static IReadOnlyList<PlantedBug> All { get; } =
    [
        new("a merged issue numbers the replays of a source only once", HostKind.Cluster, 3,
            new Edit("Cluster/Links/SourceLinks.cs", "_numbers = Links == before ? _numbers : [];\n", ""),
            new Edit("Cluster/Links/SourceLinks.cs", "        _numbers = [];\n        Number(replays);", "        Number(replays);")),
    ];
}
