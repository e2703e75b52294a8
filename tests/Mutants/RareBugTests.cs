using Xunit.Abstractions;

namespace ReplayGraph.Mutants;

/// <summary>The bugs that few seeds catch. CI leaves them out: the search takes minutes for each.</summary>
public sealed class RareBugTests(ITestOutputHelper output) : PlantedBugTests(output)
{
    public static TheoryData<string> Names => PlantedBugs.NamesOfRare();

    [Theory]
    [MemberData(nameof(Names))]
    public void Bug_IsCaught(string name) => IsCaught(PlantedBugs.Find(name));
}
