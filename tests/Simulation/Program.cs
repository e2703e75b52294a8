using System.CommandLine;
using ReplayGraph.Simulation.Runs;

var host = new Option<HostKind?>("--host") { Description = "embedded, cluster or spool; default: all" };
var seed = new Option<int?>("--seed") { Description = "simulate only this seed and print each step" };
var first = new Option<int>("--first") { Description = "the first seed", DefaultValueFactory = _ => 1 };
var seeds = new Option<int>("--seeds") { Description = "the number of seeds for each host", DefaultValueFactory = _ => 1_000 };
var threads = new Option<int>("--threads") { Description = "the number of threads", DefaultValueFactory = _ => Environment.ProcessorCount };
var command = new RootCommand("Simulates a host of ReplayGraph under faults, and checks every answer.") { host, seed, first, seeds, threads };
command.SetAction(parsed =>
{
    HostKind[] hosts = parsed.GetValue(host) is { } one ? [one] : Enum.GetValues<HostKind>();
    return parsed.GetValue(seed) is { } shown
        ? hosts.Max(kind => Shown.Run(new Plan(kind, shown), Console.Out))
        : hosts.Max(kind => Campaign.Run(
            kind, parsed.GetValue(first), parsed.GetValue(seeds), parsed.GetValue(threads), TimeProvider.System, Console.Out));
});
return command.Parse(args).Invoke();
