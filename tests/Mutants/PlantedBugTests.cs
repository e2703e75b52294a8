using ReplayGraph.Simulation.Runs;
using Xunit.Abstractions;

namespace ReplayGraph.Mutants;

/// <summary>
/// Proof that the simulator can fail: each bug of the list is planted, and must be caught by its seed or by one of the first. A seed that
/// fails without the bug catches nothing.
/// </summary>
public abstract class PlantedBugTests(ITestOutputHelper output)
{
    private protected void IsCaught(PlantedBug bug)
    {
        var mutant = new Mutant(bug.Project, bug.Edits);
        foreach (int seed in bug.Seeds)
        {
            if (mutant.Run(bug.Host, seed).Failure is { } failure && Simulation.Runs.Simulation.Run(new Plan(bug.Host, seed)).Failure is null)
            {
                output.WriteLine($"'{bug.Name}' is caught by seed {seed}: {failure}");
                return;
            }
        }

        Assert.Fail($"'{bug.Name}' is caught by none of {bug.Seeds.Count()} seeds");
    }
}
