using ReplayGraph.Simulation.Runs;

namespace ReplayGraph.Mutants;

/// <summary>What a silo caches, or a node holds, is older than what it reads it as.</summary>
internal static class CacheBugs
{
    internal static IReadOnlyList<PlantedBug> All { get; } =
    [
        new("a node whose step changes nothing is not compared with the store", HostKind.Cluster, 57,
            new Edit("Cluster/Logs/LogBackedNodes.cs", "unchanged.FindAll(i => !_memory.IsVerified(nodes[i]));", "[];"),
            new Edit("Cluster/Logs/LogBackedNodes.cs", "            if (_memory.IsVerified(nodes[i]))", "            if (nodes[i] is not null)")),
        new("a merged log leaves out its latest entry", HostKind.Cluster, 1, new Edit(
            "Cluster/Logs/NodeMemory.cs", "fold.Merge(id, [.. log.Entries.Skip(start)])", "fold.Merge(id, [.. log.Entries.Skip(start).SkipLast(1)])")),
        new("a merged log takes the place of an entry that it does not have", HostKind.Cluster, 105, new Edit(
            "Cluster/Logs/NodeMemory.cs", "start == 0 ? after : log.VersionOf(start - 1)", "start < 2 ? after : log.VersionOf(start - 2)")),
    ];
}
