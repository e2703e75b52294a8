using System.Diagnostics;
using ReplayGraph.Bench.Results;
using ReplayGraph.PostgresServer;
using ReplayGraph.Queries;

namespace ReplayGraph.ClusterBench;

/// <summary>
/// Compares issue lookups inside the silo with empty calls to as many warm grains, in alternating rounds; the medians are compared.
/// </summary>
internal sealed class LookupPart : IPart
{
    private const int Rounds = 9;
    private const int Callers = 16;
    private const int Issues = 200;
    private static readonly TimeSpan _round = TimeSpan.FromSeconds(1);

    public string Name => "lookup";

    public async Task RunAsync(BenchSize size, ResultTable table)
    {
        await using Server server = await Server.StartAsync();
        await using BenchSilo silo = await BenchSilo.StartAsync(await server.CreateDatabaseAsync());
        IGraph graph = silo.Graph;
        await Facts.IngestAsync(graph, Facts.Workload(Math.Min(size.Facts, 100_000)));
        IReadOnlyList<NodeKey> linked = await graph.LinkedAsync(Facts.Organization, NodeKind.Issue);
        LookupQuery[] queries = [.. linked.Take(Issues).Select(key => new LookupQuery { Keys = [key] })];
        IEmptyGrain[] empty = [.. queries.Select((_, i) => silo.Grains.GetGrain<IEmptyGrain>($"{i}"))];
        List<double> lookups = [], calls = [];
        for (int round = 0; round < Rounds; round++)
        {
            calls.Add(await RateAsync(async i => await empty[i % empty.Length].NothingAsync()));
            lookups.Add(await RateAsync(async i => await graph.LookupAsync(Facts.Organization, queries[i % queries.Length])));
        }

        double ratio = Format.Median(lookups.Zip(calls, (lookup, call) => lookup / call).Skip(1));
        table.Add(new Row(
            "issue lookup inside the silo / empty call to a warm grain",
            $"{Format.Ratio(ratio)} ({Format.Rate(Format.Median(lookups))}/s, {Format.Rate(Format.Median(calls))}/s)", ratio, 0.75, 0.85));
    }

    private static async Task<double> RateAsync(Func<int, Task> call)
    {
        long begun = Stopwatch.GetTimestamp();
        int[] counts = await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(async () =>
        {
            int count = 0;
            for (; Stopwatch.GetElapsedTime(begun) < _round; count++)
            {
                await call((count * Callers) + caller);
            }

            return count;
        })));
        return counts.Sum() / Stopwatch.GetElapsedTime(begun).TotalSeconds;
    }
}
