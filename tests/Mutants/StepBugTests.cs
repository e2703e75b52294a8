using ReplayGraph.Simulation.Runs;
using Xunit.Abstractions;

namespace ReplayGraph.Mutants;

/// <summary>The bugs of the rules that both hosts share, in a cluster.</summary>
public sealed class StepBugTests(ITestOutputHelper output) : PlantedBugTests(output)
{
    public static TheoryData<string> Names => PlantedBugs.NamesOf(HostKind.Cluster, isOfRules: true);

    [Theory]
    [MemberData(nameof(Names))]
    public void Bug_IsCaught(string name) => IsCaught(PlantedBugs.Find(name));
}
