using ReplayGraph.Simulation.Runs;

namespace ReplayGraph.Mutants;

/// <summary>An unchanged mutant behaves like the build, and failures of mutants can be shrunk.</summary>
public sealed class MutantTests
{
    private const int Seeds = 5, MostRuns = 150;

    [Theory]
    [InlineData("Graph", HostKind.Cluster)]
    [InlineData("Cluster", HostKind.Cluster)]
    [InlineData("Embedded", HostKind.Embedded)]
    [InlineData("Spooling", HostKind.Spool)]
    public void Unchanged_DoesAsBuilt(string project, HostKind host)
    {
        var mutant = new Mutant(project);
        for (int seed = 1; seed <= Seeds; seed++)
        {
            Outcome built = Simulation.Runs.Simulation.Run(new Plan(host, seed));
            MutantOutcome compiled = mutant.Run(host, seed);

            Assert.Equal(built.Failure, compiled.Failure);
            Assert.Equal((built.Steps, built.Happened.Count), (compiled.Steps, compiled.Faults));
        }
    }

    [Fact]
    public void Failure_Shrinks()
    {
        PlantedBug bug = PlantedBugs.Find("a merge has no cut-off");
        var mutant = new Mutant(bug.Project, bug.Edits);
        MutantOutcome failing = bug.Seeds.Select(seed => mutant.Run(bug.Host, seed)).First(one => one.Failure is not null);

        MutantOutcome shortest = mutant.Shrink(failing, MostRuns);

        Assert.NotNull(shortest.Failure);
        Assert.Equal(shortest.Failure, mutant.Again(shortest).Failure);
        Assert.True(shortest.Facts < failing.Facts / 2, $"{shortest.Facts} of {failing.Facts} facts are left");
        Assert.True(shortest.Faults <= failing.Faults, $"{shortest.Faults} faults, {failing.Faults} before");
    }

    [Fact]
    public void OldText_StandsOnce()
    {
        var edit = new Edit("Graph/File.cs", "old", "new");

        Assert.Equal("a new text", edit.Of("a old text"));
        Assert.Throws<InvalidOperationException>(() => edit.Of("a text"));
        Assert.Throws<InvalidOperationException>(() => edit.Of("old and old"));
    }
}
