using ReplayGraph.Bench.Results;
using ReplayGraph.Bench.Workloads;
using ReplayGraph.Cli.Generating;
using ReplayGraph.PostgresServer;

namespace ReplayGraph.ClusterBench.Outages;

/// <summary>
/// Pauses, then kills one silo of three under a steady load at a front-end: how long no batch is acknowledged, and how long lookups take
/// meanwhile.
/// </summary>
internal sealed class OutagePart : IPart
{
    private const int Silos = 3;
    private static readonly TimeSpan _calm = TimeSpan.FromSeconds(10), _outage = TimeSpan.FromSeconds(15);

    public string Name => "outage";

    public async Task RunAsync(BenchSize size, ResultTable table)
    {
        await using Server server = await Server.StartAsync();
        string database = await server.CreateDatabaseAsync();
        using var scratch = new Scratch(Path.GetTempPath());
        List<ClusterProgram> silos = [];
        try
        {
            for (int i = 0; i < Silos; i++)
            {
                silos.Add(await ClusterProgram.StartAsync("silo", database));
            }

            using ClusterProgram front = await ClusterProgram.StartAsync("api", database);
            int events = Math.Min(size.Facts, 30_000);
            List<ReadOnlyMemory<byte>> small = Bodies(scratch, events, Facts.Seed + 1, SteadyLoad.FactsInABatch);
            int next = 0;
            using var load = new SteadyLoad(front.Address, () => small[++next % small.Count], new WorkloadOptions(events, Facts.Seed, default).Issues);
            await load.PrepareAsync(Bodies(scratch, events, Facts.Seed, Facts.BatchSize));
            await MeasureAsync("paused", load, silos[0].Pause, table, (10, 5));
            silos[0].Kill();
            silos.Add(await ClusterProgram.StartAsync("silo", database));
            await MeasureAsync("killed", load, silos[1].Kill, table, (5, 2));
        }
        finally
        {
            silos.ForEach(silo => silo.Dispose());
        }
    }

    private static List<ReadOnlyMemory<byte>> Bodies(Scratch scratch, int events, ulong seed, int linesEach) =>
        FactBodies.Cut(FactBodies.Read(scratch.Generate(events, seed)), linesEach);

    private static async Task MeasureAsync(string what, SteadyLoad load, Action harm, ResultTable table, (double Least, double Aim) gap)
    {
        Observed calm = await load.ObserveAsync(_calm, static () => { });
        Observed outage = await load.ObserveAsync(_outage, harm);
        table.Add(new Row(
            $"longest time without an acknowledged batch, a silo of three {what}", Seconds(outage.Silence), outage.Silence.TotalSeconds,
            gap.Least, gap.Aim, IsCeiling: true));
        table.Add(new Row($"the slowest batch meanwhile (calm: {Seconds(calm.SlowestBatch)})", Seconds(outage.SlowestBatch)));
        table.Add(new Row(
            $"lookups' p99 in the {_outage.TotalSeconds:0} s after a silo of three is {what} (calm: {Seconds(calm.Percentile(0.99))})",
            Seconds(outage.Percentile(0.99)), outage.Percentile(0.99).TotalSeconds, 2, 0.5, IsCeiling: true));
        table.Add(new Row(
            $"the slowest of the faster two thirds of them (calm: {Seconds(calm.Percentile(0.66))})", Seconds(outage.Percentile(0.66))));
        table.Add(new Row($"lookups that failed, of {outage.Lookups.Count}", $"{outage.Failed}", outage.Failed, 0, 0, IsCeiling: true));
    }

    private static string Seconds(TimeSpan time) => Format.Seconds(time.TotalSeconds);
}
