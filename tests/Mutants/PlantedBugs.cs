using ReplayGraph.Simulation.Runs;

namespace ReplayGraph.Mutants;

/// <summary>All planted bugs.</summary>
internal static class PlantedBugs
{
    internal static IReadOnlyList<PlantedBug> All { get; } =
    [
        .. WriteOrderBugs.All, .. VersionBugs.All, .. RepetitionBugs.All, .. MentionBugs.All, .. TitleBugs.All, .. BelongingBugs.All,
        .. OrganizationBugs.All, .. JournalBugs.All, .. CoverageBugs.All, .. EvidenceBugs.All, .. SpoolBugs.All, .. LeaseBugs.All,
    ];

    internal static PlantedBug Find(string name) => All.Single(bug => bug.Name == name);

    /// <summary>The names of those of a host; of a cluster's, only those in the rules of the graph, or only the others.</summary>
    internal static TheoryData<string> NamesOf(HostKind host, bool? isOfRules = null) =>
        [.. All.Where(bug => bug.Host == host && (isOfRules ?? bug.Project == "Graph") == (bug.Project == "Graph")).Select(bug => bug.Name)];
}
