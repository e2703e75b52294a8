using ReplayGraph.Cluster.Calls;
using ReplayGraph.Cluster.Ids;
using ReplayGraph.Cluster.LinkTables;
using ReplayGraph.Cluster.Messages;
using ReplayGraph.Cluster.Store;

namespace ReplayGraph.Cluster.Lookups;

/// <summary>Gathers the data for a query, with one call to each node.</summary>
internal sealed class Gathering(NodeContext context, INodeReader nodes, Gathered gathered, CancellationToken cancel)
{
    private readonly HashSet<NodeId> _owners = [];
    private readonly HashSet<NodeId> _places = [];
    private readonly HashSet<EventId> _events = [];

    /// <summary>Adds what a lookup of a key needs.</summary>
    internal void Need(in NodeKey key, bool strict)
    {
        switch (key.Kind)
        {
            case NodeKind.Issue:
                _owners.UnionWith(gathered.ReachOf(key.Issue, strict).Sources.Select(id => NodeId.Of(gathered.Organization, id)));
                break;
            case NodeKind.Transaction:
                _owners.Add(NodeId.Of(gathered.Organization, key));
                break;
            case NodeKind.Trace:
                _places.Add(NodeId.Of(gathered.Organization, key));
                break;
            case NodeKind.Event:
                _events.Add(key.Event);
                break;
            default:
                throw new ArgumentException($"A lookup starts from an issue, transaction, trace or event, not from {key}.");
        }
    }

    /// <summary>Adds the events of a replay: those of the traces that it lists, those that it lists, and those that name it.</summary>
    internal void Need(ReplayEdges replay)
    {
        gathered.Replay = replay;
        gathered.NumberOf(replay.Row.Id);
        _places.UnionWith(replay.NamedBy);
        _places.UnionWith(replay.Traces.Select(id => NodeId.Of(gathered.Organization, id)));
    }

    internal async Task RunAsync()
    {
        List<NodeId> owners = [.. _owners];
        FoldedLinks[] links = await Bounded.CallAsync(owners, LinksAsync);
        for (int i = 0; i < links.Length; i++)
        {
            gathered.Add(owners[i], links[i]);
        }

        List<EventId> events = [.. _events];
        EventReply[] replies = await Bounded.CallAsync(
            events, id => nodes.EventAsync(NodeId.Of(gathered.Organization, id), cancel));
        for (int i = 0; i < replies.Length; i++)
        {
            gathered.Add(events[i], replies[i].Listed.Select(listed => listed.Replay));
            _places.UnionWith(replies[i].Places);
        }

        if (gathered.Replay is { } replay)
        {
            await ListedAsync(replay);
        }

        await ViewAsync([.. _places]);
    }

    /// <summary>Computes an answer; gathers the traces that it turns out to need, and computes it again.</summary>
    /// <param name="compute">Computes it.</param>
    /// <param name="elsewhere">Whether to compute outside of the caller's scheduler.</param>
    internal async ValueTask<T> ComputeAsync<T>(Func<GatheredView, T> compute, bool elsewhere = false)
    {
        while (true)
        {
            T answer = elsewhere ? await Task.Run(() => compute(new(gathered)), cancel) : compute(new(gathered));
            if (gathered.Missing.Count == 0)
            {
                return answer;
            }

            List<NodeId> missing = [.. gathered.Missing.Select(id => NodeId.Of(gathered.Organization, id))];
            gathered.Missing.Clear();
            await ViewAsync(missing);
        }
    }

    private async Task ViewAsync(List<NodeId> places)
    {
        IReadOnlyList<TraceView> views = await Shards.ViewAsync(nodes, places, cancel);
        for (int i = 0; i < views.Count; i++)
        {
            gathered.Add(places[i], views[i]);
        }

        // Read the rows last, so that they are never older than the links to them.
        gathered.Rows = await context.Cache.ReplaysAsync(gathered.Organization, gathered.Replays.Values, cancel);
    }

    // Only the listing by this replay matters here, so the events need not be called one by one for their other listings.
    private async ValueTask ListedAsync(ReplayEdges replay)
    {
        IReadOnlyList<EventPlace> known = await context.Store.PlacesAsync(gathered.Organization, replay.Errors, cancel);
        ILookup<EventId, NodeId> places = known.Where(place => !place.IsListing).ToLookup(place => place.Event, place => place.At);
        foreach (EventId id in replay.Errors)
        {
            gathered.Add(id, [replay.Row.Id]);
            _places.UnionWith(places[id]);
        }
    }

    private async ValueTask<FoldedLinks> LinksAsync(NodeId owner)
    {
        LinkView view = await nodes.LinksAsync(owner, cancel);
        var links = new FoldedLinks();
        links.Add(view.Entries);
        return links;
    }
}
