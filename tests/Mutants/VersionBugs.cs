using ReplayGraph.Simulation.Runs;

namespace ReplayGraph.Mutants;

/// <summary>Something older takes the place of something newer.</summary>
internal static class VersionBugs
{
    internal static IReadOnlyList<PlantedBug> All { get; } =
    [
        new("a node does not look whether another activation wrote first", HostKind.Cluster, 86, new Edit(
            "Cluster/Logs/LogBackedNodes.cs", "conflicts.Add(pending[writing[i]]);", "")),
        new("an issue does not look whether another activation wrote first", HostKind.Cluster, 11, new Edit(
            "Cluster/Logs/LogBackedNodes.cs", "Drop([id]);\n        return false;", "return true;")),
        new("an issue keeps a page when a link comes", HostKind.Cluster, 14, new Edit(
            "Cluster/Links/RankedPage.cs", "versions == now", "versions with { Links = now.Links } == now")),
        new("an issue keeps a page when a replay changes", HostKind.Cluster, 65, new Edit(
            "Cluster/Links/RankedPage.cs", "!replays.HasChanged &&", "")),
        new("a page that shows an evicted row stays when that changes", HostKind.Cluster, 105, new Edit(
            "Cluster/Caches/ReplayMemory.cs", "                changes.Add(row.Id);", "                if (cached is not null) changes.Add(row.Id);")),
        new("evidence that comes again is taken away", HostKind.Cluster, 1, new Edit(
            "Graph/Links/LinkRows.cs", "_rows[at].Evidence |= evidence", "_rows[at].Evidence ^= evidence")),
        new("a silo takes an older row of a replay for a newer one", HostKind.Cluster, 119, new Edit(
            "Cluster/Caches/ReplayMemory.cs", " && row.Version > cached.Row.Version)", ")"))
        {
            IsRare = true,
        },
        new("the segment that came last wins", HostKind.Cluster, 1, new Edit(
            "Graph/Replays/SegmentRow.cs", "int order = other.Timestamp.CompareTo(Timestamp);", "int order = 1;")),
        new("a segment that comes again is counted again", HostKind.Cluster, 1, new Edit(
            "Graph/Replays/ReplayState.cs", "return _segments[at].Merge(row) || isNew;", "Insert(at, row);\n        return true;")),
    ];
}
