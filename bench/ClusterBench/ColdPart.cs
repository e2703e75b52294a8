using System.Diagnostics;
using ReplayGraph.Bench.Results;
using ReplayGraph.PostgresServer;
using ReplayGraph.Queries;

namespace ReplayGraph.ClusterBench;

/// <summary>The first page of an issue with many links that was not read since the silo started, so links and replays are loaded.</summary>
internal sealed class ColdPart : IPart
{
    private const int Rounds = 9;
    private static readonly IssueId _issue = new(1);

    public string Name => "cold";

    public async Task RunAsync(BenchSize size, ResultTable table)
    {
        await using Server server = await Server.StartAsync();
        await using BenchSilo silo = await BenchSilo.StartAsync(await server.CreateDatabaseAsync());
        await Facts.IngestAsync(silo.Graph, Facts.Segments(_issue, size.Cold));
        await Facts.IngestAsync(silo.Graph, Facts.Errors(_issue, 0, size.Cold, size.Cold));
        List<double> times = [];
        for (int round = 0; round < Rounds; round++)
        {
            await silo.ForgetAsync();
            long begun = Stopwatch.GetTimestamp();
            LinkPage page = await silo.Graph.LookupAsync(Facts.Organization, new LookupQuery { Keys = [NodeKey.Of(_issue)] });
            times.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
            if (page.Total != size.Cold)
            {
                throw new InvalidOperationException($"Found {page.Total} links instead of {size.Cold}.");
            }
        }

        double median = Format.Median(times);
        table.Add(new Row(
            $"a cold issue with {size.Cold:N0} links to as many replays: first page",
            $"{Format.Ms(median)} (first {Format.Ms(times[0])})", median, 200, 50, IsCeiling: true));
    }
}
