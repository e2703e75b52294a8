using ReplayGraph.Simulation.Runs;
using Xunit.Abstractions;

namespace ReplayGraph.Mutants;

/// <summary>
/// Proof that the simulator can fail: each bug of the list is planted, and must be caught by its seed or by one of the first. A seed that
/// fails without the bug catches nothing.
/// </summary>
public abstract class PlantedBugTests(ITestOutputHelper output)
{
    // The most seeds for a bug that its own one does not catch.
    private const int MostSeeds = 3000;

    private protected void IsCaught(PlantedBug bug)
    {
        var mutant = new Mutant(bug.Project, bug.Edits);
        foreach (int seed in Enumerable.Range(1, MostSeeds).Prepend(bug.Seed))
        {
            if (mutant.Run(bug.Host, seed).Failure is { } failure && Simulation.Runs.Simulation.Run(new Plan(bug.Host, seed)).Failure is null)
            {
                output.WriteLine($"'{bug.Name}' is caught by seed {seed}: {failure}");
                return;
            }
        }

        Assert.Fail($"'{bug.Name}' is caught neither by seed {bug.Seed} nor by those from 1 to {MostSeeds}");
    }
}
