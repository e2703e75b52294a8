using ReplayGraph.Cluster.Caches;
using ReplayGraph.Cluster.Ids;
using ReplayGraph.Cluster.Lookups;
using ReplayGraph.Cluster.Store;
using ReplayGraph.Cluster.Traces;
using ReplayGraph.Facts;

namespace ReplayGraph.Cluster.Coverages;

/// <summary>
/// Reads traces from the store, to be counted: calling every node would activate all of them. Their replays are not read from the silo's cache,
/// which may be behind the store.
/// </summary>
internal static class TraceReader
{
    /// <summary>Reads traces and untraced events. They have the numbers from 1 on in the view, in the same order.</summary>
    /// <exception cref="GraphException">The store cannot be read now; transient.</exception>
    internal static async ValueTask<Gathered> ReadAsync(
        OrganizationId organization, IReadOnlyList<NodeId> traces, NodeContext context, Expiry expiry)
    {
        IOrganizationFacts facts = await context.Cache.LatestAsync(organization, CancellationToken.None);
        var gathered = new Gathered(organization, facts, expiry, context.Evidence);
        IReadOnlyList<NodeLog> logs = await context.Store.LoadAsync(traces);
        for (int i = 0; i < logs.Count; i++)
        {
            gathered.Add(traces[i], TraceRows.Of(logs[i], context.Evidence).State.View());
        }

        Dictionary<ReplayId, ReplayRow> rows = (await context.Store.ReplaysAsync(organization, gathered.Replays.Values)).ToDictionary(row => row.Id);
        gathered.Rows = [.. gathered.Replays.Values.Select(id => rows.GetValueOrDefault(id) ?? ReplayRow.Unknown(id))];
        return gathered;
    }
}
