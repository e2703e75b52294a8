using ReplayGraph.Cluster.Calls;
using ReplayGraph.Cluster.Ids;
using ReplayGraph.Cluster.Lookups;
using ReplayGraph.Cluster.Messages;
using ReplayGraph.Cluster.Store;

namespace ReplayGraph.Cluster.Coverages;

/// <summary>Finds the traces whose events may count otherwise, from what all silos have committed to the store.</summary>
internal sealed class TraceChanges(OrganizationId organization, NodeContext context)
{
    // With more changes than this, it costs less to count everything.
    private const int Most = 500_000;

    private static readonly NodeType[] _types = [NodeType.Trace, NodeType.UntracedEvent, NodeType.Replay, NodeType.Organization];

    private readonly StoredNodes _stored = new(context);
    private StoreMark? _mark;
    private long _version;

    /// <summary>The traces of what was committed since the last call; null: all.</summary>
    /// <exception cref="GraphException">The store cannot be read now; transient. The next call returns the same, and more.</exception>
    internal async ValueTask<IReadOnlyCollection<NodeId>?> NextAsync()
    {
        NodeChanges changes = await context.Store.ChangesAsync(organization, _types, _mark, Most);
        HashSet<NodeId>? traces = changes.Nodes is null
            ? null
            : [.. changes.Nodes.Where(IsTrace), .. await AroundAsync([.. changes.Nodes.Where(IsReplay)])];
        long version = _version;
        if (changes.Nodes is null || changes.Nodes.Contains(NodeId.Of(organization)))
        {
            NodeLog log = (await context.Store.LoadAsync([NodeId.Of(organization)], version))[0];
            var decided = new OrganizationChanges(log);
            bool anyIssueDeleted = (await context.Cache.LatestAsync(organization, CancellationToken.None)).AnyIssueDeleted;
            traces = decided.MayChangeAll(anyIssueDeleted) ? null : traces;
            traces?.UnionWith(await OfAsync(decided.Events));
            version = log.Version.Number;
        }

        (_mark, _version) = (changes.Mark, version);
        return traces;
    }

    /// <summary>The traces of events.</summary>
    internal async ValueTask<IEnumerable<NodeId>> OfAsync(IReadOnlyCollection<EventId> events)
    {
        IReadOnlyList<EventPlace> places = events.Count == 0 ? [] : await context.Store.PlacesAsync(organization, [.. events]);
        return places.Where(place => !place.IsListing).Select(place => place.At);
    }

    private static bool IsTrace(NodeId node) => node.Type is NodeType.Trace or NodeType.UntracedEvent;

    private static bool IsReplay(NodeId node) => node.Type == NodeType.Replay;

    // The traces that a replay lists, those whose events name it, and those of the events that it lists.
    private async ValueTask<IEnumerable<NodeId>> AroundAsync(IReadOnlyList<NodeId> replays)
    {
        ReplayEdges[] edges = await Bounded.CallAsync(replays, replay => _stored.ReplayAsync(replay));
        IEnumerable<NodeId> listed = edges.SelectMany(replay => replay.Traces).Select(trace => NodeId.Of(organization, trace));
        return [.. listed, .. edges.SelectMany(replay => replay.NamedBy), .. await OfAsync([.. edges.SelectMany(replay => replay.Errors)])];
    }
}
