using ReplayGraph.Simulation.Runs;
using Xunit.Abstractions;

namespace ReplayGraph.Simulation.Tests.Planted;

/// <summary>The bugs of the journal and what lives on it, in the embedded host.</summary>
public sealed class EmbeddedBugTests(ITestOutputHelper output) : PlantedBugTests(output)
{
    public static TheoryData<string> Common => PlantedBugs.NamesOf(HostKind.Embedded, areRare: false);

    public static TheoryData<string> Rare => PlantedBugs.NamesOf(HostKind.Embedded, areRare: true);

    [Theory]
    [MemberData(nameof(Common))]
    public void CommonBug_IsCaught(string name) => IsCaught(PlantedBugs.Find(name));

    [Theory]
    [MemberData(nameof(Rare))]
    public void RareBug_IsCaught(string name) => IsCaught(PlantedBugs.Find(name));
}
