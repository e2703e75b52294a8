using System.Diagnostics;
using ReplayGraph.Bench.Results;
using ReplayGraph.Cluster.Ids;
using ReplayGraph.Cluster.Messages;
using ReplayGraph.Links;
using ReplayGraph.PostgresServer;

namespace ReplayGraph.ClusterBench;

/// <summary>A cold load of an issue that got its links one at a time, against one that got the same at once.</summary>
internal sealed class CompactionPart : IPart
{
    private const int Rounds = 9;

    public string Name => "compaction";

    public async Task RunAsync(BenchSize size, ResultTable table)
    {
        await using Server server = await Server.StartAsync();
        await using BenchSilo silo = await BenchSilo.StartAsync(await server.CreateDatabaseAsync());
        NodeId often = NodeId.Of(Facts.Organization, new IssueId(1)), once = NodeId.Of(Facts.Organization, new IssueId(2));
        var all = new LinkEntries();
        long begun = Stopwatch.GetTimestamp();
        for (int i = 0; i < size.Cold; i++)
        {
            var one = new LinkEntries();
            foreach (LinkEntries to in (LinkEntries[])[one, all])
            {
                to.Add(LinkEntryKind.Link, Evidence.Tagged, Facts.Replay(new(1), i), Facts.Error(new(1), i));
            }

            await silo.Nodes.LinkAsync(often, new LinkCommand(one.Bytes));
        }

        table.Report($"{size.Cold:N0} links, one at a time: {size.Cold / Stopwatch.GetElapsedTime(begun).TotalSeconds:N0} in a second");
        await silo.Nodes.LinkAsync(once, new LinkCommand(all.Bytes));
        double first = await LoadAsync(silo, often), apart = await MedianAsync(silo, often), together = await MedianAsync(silo, once);
        table.Add(new Row(
            $"cold load of an issue that got {size.Cold:N0} links one at a time, against all at once",
            $"{Format.Ratio(apart / together)} ({Format.Ms(apart)}, {Format.Ms(together)}; first {Format.Ms(first)})",
            apart / together, 2, 1.2, IsCeiling: true));
    }

    private static async Task<double> MedianAsync(BenchSilo silo, NodeId owner)
    {
        List<double> times = [];
        for (int round = 0; round < Rounds; round++)
        {
            times.Add(await LoadAsync(silo, owner));
        }

        return Format.Median(times);
    }

    private static async Task<double> LoadAsync(BenchSilo silo, NodeId owner)
    {
        await silo.ForgetAsync();
        long begun = Stopwatch.GetTimestamp();
        await silo.Nodes.LinksAsync(owner);
        return Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
    }
}
