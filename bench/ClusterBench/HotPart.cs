using System.Diagnostics;
using ReplayGraph.Bench.Results;
using ReplayGraph.Facts;
using ReplayGraph.PostgresServer;

namespace ReplayGraph.ClusterBench;

/// <summary>Compares ingest to an issue with many linked events with ingest to a new one, in alternating rounds.</summary>
internal sealed class HotPart : IPart
{
    private const int Replays = 1_000;
    private const int Rounds = 10;
    private const int Round = 4 * Facts.BatchSize;
    private static readonly IssueId _hot = new(1);

    public string Name => "hot";

    public async Task RunAsync(BenchSize size, ResultTable table)
    {
        await using Server server = await Server.StartAsync(isDurable: true);
        await using BenchSilo silo = await BenchSilo.StartAsync(await server.CreateDatabaseAsync());
        await Facts.IngestAsync(silo.Graph, Facts.Segments(_hot, Replays));
        await Facts.IngestAsync(silo.Graph, Facts.Errors(_hot, 0, size.Hot, Replays));
        List<double> hot = [], fresh = [];
        for (int round = 0; round < Rounds; round++)
        {
            var other = new IssueId(2 + round);
            await Facts.IngestAsync(silo.Graph, Facts.Segments(other, Replays));
            fresh.Add(await SecondsAsync(silo, [.. Facts.Errors(other, 0, Round, Replays)]));
            hot.Add(await SecondsAsync(silo, [.. Facts.Errors(_hot, size.Hot + (round * Round), Round, Replays)]));
        }

        double ratio = Format.Median(hot) / Format.Median(fresh);
        table.Add(new Row(
            $"ingest to an issue with {size.Hot:N0} linked events / to a fresh one, time",
            $"{Format.Ratio(ratio)} ({Format.Rate(Round / Format.Median(hot))}/s, {Format.Rate(Round / Format.Median(fresh))}/s)",
            ratio, 1.2, IsCeiling: true));
    }

    private static async Task<double> SecondsAsync(BenchSilo silo, List<FactBatch> batches)
    {
        long begun = Stopwatch.GetTimestamp();
        await Facts.IngestAsync(silo.Graph, batches);
        return Stopwatch.GetElapsedTime(begun).TotalSeconds;
    }
}
