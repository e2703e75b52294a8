using ReplayGraph.Simulation.Runs;

namespace ReplayGraph.Mutants;

/// <summary>All planted bugs.</summary>
internal static class PlantedBugs
{
    internal static IReadOnlyList<PlantedBug> All { get; } =
    [
        .. WriteOrderBugs.All, .. VersionBugs.All, .. RepetitionBugs.All, .. MentionBugs.All, .. TitleBugs.All, .. BelongingBugs.All,
        .. OrganizationBugs.All, .. JournalBugs.All, .. CoverageBugs.All, .. EvidenceBugs.All, .. SpoolBugs.All, .. LeaseBugs.All,
        .. CacheBugs.All, .. MergedIssueBugs.All, .. KeptCoverageBugs.All,
    ];

    internal static PlantedBug Find(string name) => All.Single(bug => bug.Name == name);

    /// <summary>The names of the common ones of a host; of a cluster's, only those in the rules of the graph, or only the others.</summary>
    internal static TheoryData<string> NamesOf(HostKind host, bool? isOfRules = null) =>
        [.. All.Where(bug => bug.Host == host && !bug.IsRare && (isOfRules ?? bug.Project == "Graph") == (bug.Project == "Graph")).Select(bug => bug.Name)];

    /// <summary>The names of those that few seeds catch.</summary>
    internal static TheoryData<string> NamesOfRare() => [.. All.Where(bug => bug.IsRare).Select(bug => bug.Name)];
}
