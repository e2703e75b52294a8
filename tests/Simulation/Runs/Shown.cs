namespace ReplayGraph.Simulation.Runs;

/// <summary>Runs one simulation and prints its steps; a failing one is shrunk first.</summary>
internal static class Shown
{
    private const int MostRuns = 2_000;

    /// <summary>Runs a plan.</summary>
    /// <returns>0 if the contract held, else 1.</returns>
    internal static int Run(Plan plan, TextWriter to)
    {
        Outcome outcome = Simulation.Run(plan);
        if (outcome.Failure is not null)
        {
            outcome = new Shrinker(outcome, MostRuns).Run();
        }

        Simulation.Run(outcome.Plan, to);
        to.WriteLine(Describe(outcome));
        return outcome.Failure is null ? 0 : 1;
    }

    /// <summary>Describes the outcome of a simulation, with facts and faults if it failed.</summary>
    internal static string Describe(Outcome outcome) => outcome.Failure is null
        ? $"{outcome.Plan.Host} seed {outcome.Plan.Seed}: passed. {outcome.Steps:N0} steps, {outcome.Simulated.TotalSeconds:N0} s,"
            + $" {outcome.Checked} answers checked, {outcome.Happened.Count} faults"
        : $"""
            {outcome.Plan.Host} seed {outcome.Plan.Seed}: {outcome.Failure}
            {outcome.Happened.Count} faults: {string.Join(' ', outcome.Happened)}
            """;
}
