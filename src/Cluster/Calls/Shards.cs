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
    internal static ValueTask<TraceView[]> ViewAsync(INodeReader nodes, IReadOnlyList<NodeId> traces, CancellationToken cancel) =>
        CallAsync(traces, one => one, some => nodes.TracesAsync(some, cancel));

    // All items are of one organization.
    private static async ValueTask<TReply[]> CallAsync<TItem, TReply>(
        IReadOnlyList<TItem> items, Func<TItem, NodeId> traceOf, Func<IReadOnlyList<TItem>, ValueTask<IReadOnlyList<TReply>>> call)
    {
        var shards = new List<int>?[TraceShardId.Count];
        for (int i = 0; i < items.Count; i++)
        {
            (shards[TraceShardId.Of(traceOf(items[i])).Number] ??= []).Add(i);
        }

        var replies = new TReply[items.Count];
        await Bounded.CallAsync([.. shards.OfType<List<int>>()], async shard =>
        {
            IReadOnlyList<TReply> some = await call(shard.ConvertAll(i => items[i]));
            for (int i = 0; i < some.Count; i++)
            {
                replies[shard[i]] = some[i];
            }

            return true;
        });
        return replies;
    }
}
