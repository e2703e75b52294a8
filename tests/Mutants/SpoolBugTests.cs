using ReplayGraph.Simulation.Runs;
using Xunit.Abstractions;

namespace ReplayGraph.Mutants;

/// <summary>The bugs of the spool.</summary>
public sealed class SpoolBugTests(ITestOutputHelper output) : PlantedBugTests(output)
{
    public static TheoryData<string> Names => PlantedBugs.NamesOf(HostKind.Spool);

    [Theory]
    [MemberData(nameof(Names))]
    public void Bug_IsCaught(string name) => IsCaught(PlantedBugs.Find(name));
}
