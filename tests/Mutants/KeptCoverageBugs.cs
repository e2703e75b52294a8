using ReplayGraph.Simulation.Runs;

namespace ReplayGraph.Mutants;

/// <summary>A silo that keeps coverage misses what changes it, or counts something twice.</summary>
internal static class KeptCoverageBugs
{
    internal static IReadOnlyList<PlantedBug> All { get; } =
    [
        new("kept coverage does not ask where else an event was observed", HostKind.Cluster, 44, new Edit(
            "Cluster/Coverages/TraceCount.cs", "rows.Rows > 1 || _scattered.Contains(o.EventId)", "rows.Rows > 1 && _scattered is not null")),
    ];
}
