using ReplayGraph.Cluster.Ids;
using ReplayGraph.Cluster.Leases;
using ReplayGraph.Cluster.Logs;
using ReplayGraph.Cluster.Messages;
using ReplayGraph.Cluster.Store;
using ReplayGraph.Facts;

namespace ReplayGraph.Cluster.Events;

/// <summary>
/// An event: its listings, and where it was joined. Only listings and lookups call it; an ingest of the event itself only writes its place
/// to the store. One call at a time.
/// </summary>
public sealed class EventNode : ILogFold<HashSet<Listed>>
{
    private readonly NodeId _id;
    private readonly NodeContext _context;
    private readonly LogBackedNodes<HashSet<Listed>> _log;

    /// <summary>A node that is not loaded yet.</summary>
    public EventNode(NodeId id, NodeContext context) => (_id, _context, _log) = (id, context, new(context, this));

    /// <summary>Adds listings. Once they are durable, reads where the event was joined.</summary>
    /// <exception cref="GraphException">The outcome is unknown; transient.</exception>
    public async ValueTask<EventReply> ListAsync(EventCommand command, CancellationToken cancel = default)
    {
        await _log.StepAsync(_id, node => (true, Step(node, command)), cancel);
        return await ViewAsync(cancel);
    }

    /// <summary>The listings, and where the event was joined.</summary>
    /// <exception cref="GraphException">It cannot be read now; transient.</exception>
    public async ValueTask<EventReply> ViewAsync(CancellationToken cancel = default)
    {
        Listed[] listed = await _log.ReadAsync(_id, static node => node.State.ToArray(), cancel);
        return new EventReply(listed, await PlacesAsync(_id, _context, cancel));
    }

    /// <summary>What <see cref="ViewAsync"/> returns for an event without a log: no replay lists it.</summary>
    /// <exception cref="GraphException">It cannot be read now; transient.</exception>
    public static async ValueTask<EventReply> ViewUnlistedAsync(NodeId id, NodeContext context, CancellationToken cancel = default)
    {
        context.Cache.Lease.Demand();
        return new EventReply([], await PlacesAsync(id, context, cancel));
    }

    /// <summary>The listings of a log.</summary>
    internal static HashSet<Listed> Listed(NodeLog log)
    {
        var listed = new HashSet<Listed>();
        foreach (byte[] entry in log.Entries)
        {
            var from = new FactReader(entry);
            while (!from.AtEnd)
            {
                listed.Add(Listings.Read(ref from));
            }
        }

        return listed;
    }

    /// <inheritdoc/>
    ValueTask<FoldedLog<HashSet<Listed>>> ILogFold<HashSet<Listed>>.FoldAsync(NodeId id, NodeLog log, CancellationToken cancel) =>
        new(new FoldedLog<HashSet<Listed>>(Listed(log)));

    /// <inheritdoc/>
    NodeWrite ILogFold<HashSet<Listed>>.Merge(NodeId id, IReadOnlyList<byte[]> entries)
    {
        var to = new FactWriter();
        foreach (byte[] entry in entries)
        {
            to.Raw(entry);
        }

        return new(id, default, to.Written.ToArray(), _context.Expiry.At(_context.Now, 0)) { Events = [id.Event] };
    }

    private static async ValueTask<NodeId[]> PlacesAsync(NodeId id, NodeContext context, CancellationToken cancel)
    {
        IReadOnlyList<EventPlace> places = await context.Store.PlacesAsync(id.Organization, [id.Event], cancel);
        return [.. places.Where(place => !place.IsListing).Select(place => place.At)];
    }

    private NodeWrite? Step(LoadedNode<HashSet<Listed>> node, EventCommand command)
    {
        var added = new FactWriter(256);
        foreach (Listed one in command.Listed)
        {
            if (node.State.Add(one))
            {
                Listings.Write(added, one);
            }
        }

        return added.Length == 0
            ? null
            : new NodeWrite(_id, node.Version, added.Written.ToArray(), _context.Expiry.At(_context.Now, 0)) { Events = [_id.Event] };
    }
}
