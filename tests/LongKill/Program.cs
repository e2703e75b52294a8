using ReplayGraph.LongKill.Clusters;
using ReplayGraph.LongKill.Embedded;
using ReplayGraph.LongKill.Options;
using ReplayGraph.LongKill.Runs;

LongKillOptions options;
try
{
    options = LongKillOptions.Parse(args);
}
catch (Exception e) when (e is FormatException or OverflowException)
{
    Console.Error.WriteLine($"{e.Message}\n\n{LongKillOptions.Usage}");
    return 2;
}

string logs = Directory.CreateDirectory(options.Logs ?? Path.Combine(Path.GetTempPath(), $"long-kill-{options.Seed}")).FullName;
using var talk = new Talk(Console.Out, logs);
try
{
    await using ISubject subject = options.Program == HurtProgram.Embedded
        ? await EmbeddedSubject.StartAsync(options, talk)
        : await ClusterSubject.StartAsync(options, talk);
    return await new LongRun(options, subject, talk).RunAsync() ? 0 : 1;
}
catch (CannotRunException e)
{
    Console.Error.WriteLine(e.Message);
    return 2;
}
