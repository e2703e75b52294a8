using System.Diagnostics;
using ReplayGraph.Simulation.Runs;

int from = int.Parse(args[0]), count = int.Parse(args[1]);
var watch = Stopwatch.StartNew();
TimeSpan simulated = default;
long steps = 0; int ch = 0; var hist = new SortedDictionary<string,int>();
for (int seed = from; seed < from + count; seed++)
{
    Outcome outcome = Simulation.Run(new Plan(args[^1] == "embedded" ? HostKind.Embedded : HostKind.Cluster, seed));
    simulated += outcome.Simulated; steps += outcome.Steps; ch += outcome.Checked; foreach (var h in outcome.Happened) { hist[h.Fault.ToString()] = hist.GetValueOrDefault(h.Fault.ToString()) + 1; }
    if (outcome.Failure is { } failure)
    {
        Console.WriteLine($"seed {seed}: {failure}\n{string.Join(" ", outcome.Happened)}");
        if (args.Contains("shrink"))
        {
            outcome = new Shrinker(outcome, 3000).Run();
            Simulation.Run(outcome.Plan, Console.Out);
            Console.WriteLine($"seed {seed}: {outcome.Failure}\n{string.Join(" ", outcome.Happened)}\n{string.Join("\n", outcome.Decks)}");
        }
    }
}
Console.WriteLine($"{count} seeds {watch.Elapsed.TotalSeconds:0.0} s, simulated {simulated.TotalSeconds:0} s, {steps} steps, {ch} checked");

Console.WriteLine(string.Join(" ", hist));
