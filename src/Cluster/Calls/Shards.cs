using ReplayGraph.Cluster.Ids;
using ReplayGraph.Cluster.Messages;

namespace ReplayGraph.Cluster.Calls;

/// <summary>Calls traces with one call for each shard.</summary>
internal static class Shards
{
    /// <summary>Sends commands to traces; replies in the same order.</summary>
    internal static ValueTask<TraceReply[]> JoinAsync(INodes nodes, IReadOnlyList<TraceRequest> requests, CancellationToken cancel) =>
        CallAsync(requests, one => one.Trace, some => nodes.JoinAsync(some, cancel));

    /// <summary>Reads the contents of traces, in the same order.</summary>
    internal static ValueTask<TraceView[]> ViewAsync(INodes nodes, IReadOnlyList<NodeId> traces, CancellationToken cancel) =>
        CallAsync(traces, one => one, some => nodes.TracesAsync(some, cancel));

    private static async ValueTask<TReply[]> CallAsync<TItem, TReply>(
        IReadOnlyList<TItem> items, Func<TItem, NodeId> traceOf, Func<IReadOnlyList<TItem>, ValueTask<IReadOnlyList<TReply>>> call)
    {
        IGrouping<TraceShardId, int>[] shards =
            [.. Enumerable.Range(0, items.Count).GroupBy(i => TraceShardId.Of(traceOf(items[i])))];
        var replies = new TReply[items.Count];
        await Bounded.CallAsync(shards, async shard =>
        {
            IReadOnlyList<TReply> some = await call([.. shard.Select(i => items[i])]);
            foreach ((int at, TReply reply) in shard.Zip(some))
            {
                replies[at] = reply;
            }

            return true;
        });
        return replies;
    }
}
