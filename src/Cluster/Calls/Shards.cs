using ReplayGraph.Cluster.Ids;
using ReplayGraph.Cluster.Messages;

namespace ReplayGraph.Cluster.Calls;

/// <summary>Calls traces, one call for all of a shard.</summary>
internal static class Shards
{
    /// <summary>Sends commands to traces; replies in their order.</summary>
    internal static ValueTask<TraceReply[]> JoinAsync(INodes nodes, IReadOnlyList<TraceRequest> told, CancellationToken cancel) =>
        CallAsync(told, one => one.Trace, some => nodes.JoinAsync(some, cancel));

    /// <summary>Asks traces what they hold; answers in their order.</summary>
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
