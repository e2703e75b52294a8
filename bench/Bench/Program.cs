using ReplayGraph.Bench;
using ReplayGraph.Bench.Children;
using ReplayGraph.Bench.Importing;
using ReplayGraph.Bench.Serving;

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};
try
{
    // The program starts itself in a role for what must be measured in its own process.
    switch (args)
    {
        case [Roles.Import]:
            return await ImportRole.RunAsync(Console.In, Console.Out);
        case [Roles.Serve, string folder, string address]:
            return await ServeRole.RunAsync(folder, address);
    }

    if (!BenchOptions.TryParse(args, out BenchOptions options, out string error))
    {
        Console.Error.Write(error.Length == 0 ? "" : $"bench: {error}\n");
        Console.Error.WriteLine(BenchOptions.Usage);
        return error.Length == 0 ? 0 : 2;
    }

    return await new BenchRun(options, Console.Error).RunAsync(Console.Out, stop.Token);
}
catch (BenchException e)
{
    Console.Error.WriteLine($"bench: {e.Message}");
    return 1;
}
catch (OperationCanceledException)
{
    Console.Error.WriteLine("Stopped.");
    return 130;
}
