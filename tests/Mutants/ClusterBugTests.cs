using ReplayGraph.Simulation.Runs;
using Xunit.Abstractions;

namespace ReplayGraph.Mutants;

/// <summary>The bugs of nodes, in a cluster.</summary>
public sealed class ClusterBugTests(ITestOutputHelper output) : PlantedBugTests(output)
{
    public static TheoryData<string> Names => PlantedBugs.NamesOf(HostKind.Cluster, isOfRules: false);

    [Theory]
    [MemberData(nameof(Names))]
    public void Bug_IsCaught(string name) => IsCaught(PlantedBugs.Find(name));
}
