using ReplayGraph.Simulation.Runs;
using Xunit.Abstractions;

namespace ReplayGraph.Mutants;

/// <summary>The bugs of the journal and what lives on it, in the embedded host.</summary>
public sealed class EmbeddedBugTests(ITestOutputHelper output) : PlantedBugTests(output)
{
    public static TheoryData<string> Names => PlantedBugs.NamesOf(HostKind.Embedded);

    [Theory]
    [MemberData(nameof(Names))]
    public void Bug_IsCaught(string name) => IsCaught(PlantedBugs.Find(name));
}
