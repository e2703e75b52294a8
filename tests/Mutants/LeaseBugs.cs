using ReplayGraph.Simulation.Runs;

namespace ReplayGraph.Mutants;

/// <summary>A silo answers from what it cached before it missed a change, or a lookup is answered from less than was acknowledged.</summary>
internal static class LeaseBugs
{
    internal static IReadOnlyList<PlantedBug> All { get; } =
    [
        new("an announcement that a silo does not answer counts as received", HostKind.Cluster, 119, new Edit(
            "Cluster/Announcements/Announcer.cs", "if (await RevokeAsync(silo))", "if (silos.MustReceive(silo))")),
        new("a silo whose lease was revoked keeps its cache", HostKind.Cluster, 26, new Edit(
            "Cluster/Caches/SiloCache.cs", "        Redelivery.Require();\n        Forget();", "        Redelivery.Require();")),
        new("a silo reads its cache although its lease is not fresh", HostKind.Cluster, 147,
            new Edit("Cluster/Caches/SiloCache.cs", "return Lease.IsFresh ? Of(organization).Replays", "return Lease.IsHeld ? Of(organization).Replays"),
            new Edit("Cluster/Caches/SiloCache.cs", "return Lease.IsFresh ? Of(organization).Facts", "return Lease.IsHeld ? Of(organization).Facts")),
        new("a lookup that is answered from the store leaves out the last entry of a log", HostKind.Cluster, 3, new Edit(
            "Cluster/Lookups/StoredNodes.cs",
            "return FoldedLinks.Of(log).View();",
            "return FoldedLinks.Of(log with { Entries = [.. log.Entries.Take(log.Entries.Count - 1)] }).View();")),
    ];
}
