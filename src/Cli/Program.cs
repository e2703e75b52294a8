using ReplayGraph.Cli;
using ReplayGraph.Cli.Running;

return await CommandLine.RunAsync(args, CliEnvironment.OfProcess());
