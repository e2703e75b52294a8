using ReplayGraph.Simulation.Runs;

namespace ReplayGraph.Simulation.Tests.Planted;

/// <summary>All planted bugs.</summary>
internal static class PlantedBugs
{
    private const int CommonWithin = 200;

    internal static IReadOnlyList<PlantedBug> All { get; } =
        [.. WriteOrderBugs.All, .. VersionBugs.All, .. RepetitionBugs.All, .. BelongingBugs.All, .. OrganizationBugs.All, .. JournalBugs.All];

    internal static PlantedBug Find(string name) => All.Single(bug => bug.Name == name);

    /// <summary>The names of those of a host that take many seeds, or of the others.</summary>
    internal static TheoryData<string> NamesOf(HostKind host, bool areRare) =>
        [.. All.Where(bug => bug.Host == host && bug.Within > CommonWithin == areRare).Select(bug => bug.Name)];
}
