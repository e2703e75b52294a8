using ReplayGraph.Bench.Results;
using ReplayGraph.Cluster.Ids;
using ReplayGraph.PostgresServer;

namespace ReplayGraph.ClusterBench;

/// <summary>Memory of an idle trace: its entry in its shard and its observations, with its share of the shards' grains.</summary>
internal sealed class IdlePart : IPart
{
    private const int AtOnce = 1000;

    public string Name => "idle";

    public async Task RunAsync(BenchSize size, ResultTable table)
    {
        await using Server server = await Server.StartAsync();
        await using BenchSilo silo = await BenchSilo.StartAsync(await server.CreateDatabaseAsync());
        await Facts.IngestAsync(silo.Graph, Facts.Workload(Math.Min(size.Facts, 100_000)));
        List<NodeId> traces = [];
        while (await silo.Context.Store.NodesAsync(
            Facts.Organization, NodeType.Trace, traces.Count == 0 ? null : traces[^1], AtOnce) is { Count: > 0 } more)
        {
            traces.AddRange(more);
        }

        // The first pass creates what a process creates only once; the second is measured.
        double bytes = 0;
        for (int round = 0; round < 2; round++)
        {
            await silo.ForgetAsync();
            long before = GC.GetTotalMemory(forceFullCollection: true);
            foreach (NodeId[] some in traces.Chunk(AtOnce))
            {
                await Task.WhenAll(some.GroupBy(TraceShardId.Of).Select(shard => silo.Nodes.TracesAsync([.. shard]).AsTask()));
            }

            bytes = (GC.GetTotalMemory(forceFullCollection: true) - before) / (double)traces.Count;
        }

        table.Add(new Row(
            $"memory of an idle trace ({traces.Count:N0} of them in their shards, 5 observations each on average)",
            $"{bytes:N0} B", bytes, 3_000, 2_000, IsCeiling: true));
    }
}
