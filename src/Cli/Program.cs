using ReplayGraph.Cli.Running;

return await CommandLine.RunAsync(args, Surroundings.OfProcess());
