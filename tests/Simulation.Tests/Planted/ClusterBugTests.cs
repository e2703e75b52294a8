using ReplayGraph.Simulation.Runs;
using Xunit.Abstractions;

namespace ReplayGraph.Simulation.Tests.Planted;

/// <summary>The bugs of nodes and steps, in a cluster.</summary>
public sealed class ClusterBugTests(ITestOutputHelper output) : PlantedBugTests(output)
{
    public static TheoryData<string> Common => PlantedBugs.NamesOf(HostKind.Cluster, areRare: false);

    public static TheoryData<string> Rare => PlantedBugs.NamesOf(HostKind.Cluster, areRare: true);

    [Theory]
    [MemberData(nameof(Common))]
    public void CommonBug_IsCaught(string name) => IsCaught(PlantedBugs.Find(name));

    [Theory]
    [MemberData(nameof(Rare))]
    public void RareBug_IsCaught(string name) => IsCaught(PlantedBugs.Find(name));
}
