using System.Diagnostics;
using ReplayGraph.Bench.Results;
using ReplayGraph.Bench.Workloads;
using ReplayGraph.Embedded;
using ReplayGraph.Facts;
using ReplayGraph.PostgresServer;
using ReplayGraph.Queries;

namespace ReplayGraph.ClusterBench;

/// <summary>
/// A trace id that was given to everybody: all events and all replays are of one trace. In both hosts, against as many events and replays
/// that have traces of their own.
/// </summary>
internal sealed class SharedPart : IPart
{
    private const int Issues = 100, LookupRounds = 5;

    public string Name => "shared";

    public async Task RunAsync(BenchSize size, ResultTable table)
    {
        List<FactBatch> shared = [.. Facts.Visits(size.Shared, Issues, isShared: true)];
        List<FactBatch> ordinary = [.. Facts.Visits(size.Shared, Issues, isShared: false)];
        await RunAsync("embedded", size, table, ordinary, shared, () => EmbeddedAsync());
        await using Server server = await Server.StartAsync(isDurable: true);
        await RunAsync("cluster", size, table, ordinary, shared, async () =>
        {
            BenchSilo silo = await BenchSilo.StartAsync(await server.CreateDatabaseAsync());
            return (silo.Graph, silo);
        });
    }

    private static ValueTask<(IGraph Graph, IAsyncDisposable Owner)> EmbeddedAsync()
    {
        var scratch = new Scratch(Path.GetTempPath());
        var graph = EmbeddedGraph.Open(new EmbeddedOptions { Folder = scratch.NewFolder() }, TimeProvider.System);
        return new((graph, new Owned(graph, scratch)));
    }

    private static async Task RunAsync(
        string host, BenchSize size, ResultTable table, List<FactBatch> ordinary, List<FactBatch> shared,
        Func<ValueTask<(IGraph Graph, IAsyncDisposable Owner)>> open)
    {
        // The first pass compiles the code. Memory is compared with that after it: a graph that was closed may be collected late.
        await IngestAsync([.. ordinary.Take(2)], 0, open, _ => Task.CompletedTask);
        long empty = GC.GetTotalMemory(forceFullCollection: true);
        Ingested usual = await IngestAsync(ordinary, empty, open, _ => Task.CompletedTask);
        double slowest = 0;
        Ingested of = await IngestAsync(shared, empty, open, async graph => slowest = await SlowestAsync(graph));
        double rate = of.Rate / usual.Rate, memory = of.BytesPerFact / usual.BytesPerFact;
        table.Add(new Row(
            $"{host}: ingest of {size.Shared:N0} events and as many replays of one trace, its rate as a share of that with traces of their own",
            $"{Format.Ratio(rate)} ({Format.Rate(of.Rate)}/s of {Format.Rate(usual.Rate)}/s)", rate, 0.5));
        table.Add(new Row(
            "... managed memory for each fact, times", $"{Format.Ratio(memory)} ({of.BytesPerFact:N0} B, {usual.BytesPerFact:N0} B)",
            memory, 2, IsCeiling: true));
        table.Add(new Row("... the slowest kind of lookup, ms", $"{slowest:N1} ms", slowest, 50, IsCeiling: true));
    }

    private static async Task<Ingested> IngestAsync(
        List<FactBatch> batches, long empty, Func<ValueTask<(IGraph Graph, IAsyncDisposable Owner)>> open, Func<IGraph, Task> then)
    {
        (IGraph graph, IAsyncDisposable owner) = await open();
        await using IAsyncDisposable opened = owner;
        long begun = Stopwatch.GetTimestamp();
        await Facts.IngestAsync(graph, batches);
        double seconds = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        int facts = batches.Sum(batch => batch.Count);
        double bytes = GC.GetTotalMemory(forceFullCollection: true) - empty;
        await then(graph);
        return new(facts / seconds, bytes / facts);
    }

    // The median of some rounds, of the slowest kind.
    private static async Task<double> SlowestAsync(IGraph graph)
    {
        var window = new Window(new(1), new(long.MaxValue));
        NodeKey issue = NodeKey.Of(new IssueId(1)), trace = NodeKey.Of(Facts.SharedTrace);
        NodeKey replay = NodeKey.Of(Facts.Replay(new(1), 1));
        Func<Task>[] lookups =
        [
            () => LookupAsync(graph, new() { Keys = [issue] }),
            () => LookupAsync(graph, new() { Keys = [issue], Filter = new() { Window = window } }),
            () => LookupAsync(graph, new() { Keys = [trace] }),
            () => LookupAsync(graph, new() { Keys = [NodeKey.Of(Facts.Event(new(1), 1))] }),
            () => graph.NeighboursAsync(Facts.Organization, new(replay, NodeKind.Event)).AsTask(),
        ];
        double slowest = 0;
        foreach (Func<Task> lookup in lookups)
        {
            List<double> rounds = [];
            for (int round = 0; round < LookupRounds; round++)
            {
                long begun = Stopwatch.GetTimestamp();
                await lookup();
                rounds.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
            }

            slowest = Math.Max(slowest, Format.Median(rounds));
        }

        return slowest;
    }

    private static async Task LookupAsync(IGraph graph, LookupQuery query) => await graph.LookupAsync(Facts.Organization, query);

    private readonly record struct Ingested(double Rate, double BytesPerFact);

    private sealed class Owned(EmbeddedGraph graph, Scratch scratch) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await graph.DisposeAsync();
            scratch.Dispose();
        }
    }
}
