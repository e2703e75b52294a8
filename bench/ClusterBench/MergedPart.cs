using System.Diagnostics;
using ReplayGraph.Bench.Results;
using ReplayGraph.PostgresServer;
using ReplayGraph.Queries;

namespace ReplayGraph.ClusterBench;

/// <summary>
/// The first page of an issue that a large one was merged into: while nothing changes, after each of some events more, and as one of two keys.
/// </summary>
internal sealed class MergedPart : IPart
{
    private const int Replays = 10_000, Rounds = 21;
    private static readonly IssueId _source = new(1), _target = new(2), _other = new(3);

    public string Name => "merged";

    public async Task RunAsync(BenchSize size, ResultTable table)
    {
        await using Server server = await Server.StartAsync();
        await using BenchSilo silo = await BenchSilo.StartAsync(await server.CreateDatabaseAsync());
        await Facts.IngestAsync(silo.Graph, Facts.Segments(_source, Replays));
        await Facts.IngestAsync(silo.Graph, Facts.Errors(_source, 0, size.Cold, Replays));
        await Facts.IngestAsync(silo.Graph, Facts.Errors(_target, 0, 1, 1));
        await silo.Graph.IngestAsync(Facts.Organization, Facts.Merge(_source, _target));
        double first = await MsAsync(silo, _target);
        List<double> again = [], after = [], both = [];
        for (int round = 0; round < Rounds; round++)
        {
            again.Add(await MsAsync(silo, _target));
            await Facts.IngestAsync(silo.Graph, Facts.Errors(_source, size.Cold + round, 1, Replays));
            after.Add(await MsAsync(silo, _target));
            both.Add(await MsAsync(silo, _target, _other));
        }

        table.Add(new Row(
            $"an issue that one with {size.Cold:N0} links was merged into: first page again",
            $"{Format.Ms(Format.Median(again))} (first {Format.Ms(first)})", Format.Median(again), 10, IsCeiling: true));
        table.Add(new Row("... after one more event", Format.Ms(Format.Median(after)), Format.Median(after), 200, IsCeiling: true));
        table.Add(new Row("... as one of two keys, whose links are gathered for each lookup", Format.Ms(Format.Median(both))));
    }

    private static async Task<double> MsAsync(BenchSilo silo, params IssueId[] issues)
    {
        long begun = Stopwatch.GetTimestamp();
        LinkPage page = await silo.Graph.LookupAsync(Facts.Organization, new LookupQuery { Keys = Array.ConvertAll(issues, NodeKey.Of) });
        return page.Total == Replays
            ? Stopwatch.GetElapsedTime(begun).TotalMilliseconds
            : throw new InvalidOperationException($"Found {page.Total} links instead of {Replays}.");
    }
}
