using ReplayGraph.Facts;
using ReplayGraph.Cluster.Ids;
using ReplayGraph.Cluster.Messages;
using ReplayGraph.Cluster.Store;

namespace ReplayGraph.Cluster.Events;

/// <summary>
/// An event's shell: who lists it, and where it was joined. Only listings and lookups touch it; what an ingest of the event writes for it is
/// its place. One call at a time.
/// </summary>
public sealed class EventNode(NodeId id, NodeContext context) : LogBackedNode<HashSet<Listed>>(id, context)
{
    /// <summary>Takes listings in, and answers where the event was joined, as of after they were durable.</summary>
    /// <exception cref="GraphException">It is not durable, as far as is known; transient.</exception>
    public async ValueTask<EventReply> ListAsync(EventCommand mail, CancellationToken cancel = default)
    {
        await StepAsync(listed => (true, Step(listed, mail)), cancel);
        return await ViewAsync(cancel);
    }

    /// <summary>Who lists it, and where it was joined.</summary>
    /// <exception cref="GraphException">It cannot be read now; transient.</exception>
    public async ValueTask<EventReply> ViewAsync(CancellationToken cancel = default)
    {
        HashSet<Listed> listed = await StateAsync(cancel);
        IReadOnlyList<EventPlace> places = await Context.Store.PlacesAsync(Id.Organization, [Id.Event], cancel);
        return new EventReply([.. listed], [.. places.Where(place => !place.IsListing).Select(place => place.At)]);
    }

    /// <summary>The listings that a log tells of.</summary>
    internal static IEnumerable<Listed> Listed(NodeLog log)
    {
        var listed = new HashSet<Listed>();
        foreach (byte[] entry in log.Entries)
        {
            FoldInto(listed, entry);
        }

        return listed;
    }

    /// <inheritdoc/>
    protected override HashSet<Listed> Empty() => [];

    /// <inheritdoc/>
    protected override Timestamp Fold(HashSet<Listed> state, byte[] entry, long version)
    {
        FoldInto(state, entry);
        return default;
    }

    private static void FoldInto(HashSet<Listed> listed, byte[] entry)
    {
        var from = new FactReader(entry);
        while (!from.AtEnd)
        {
            listed.Add(Listings.Read(ref from));
        }
    }

    private NodeWrite? Step(HashSet<Listed> listed, EventCommand mail)
    {
        var news = new FactWriter(256);
        foreach (Listed one in mail.Listed)
        {
            if (listed.Add(one))
            {
                Listings.Write(news, one);
            }
        }

        return news.Length == 0
            ? null
            : new NodeWrite(Id, default, news.Written.ToArray(), Context.ExpiryOf(Context.Now, 0)) { Events = [Id.Event] };
    }
}
