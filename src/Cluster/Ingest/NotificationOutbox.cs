using System.Runtime.InteropServices;
using ReplayGraph.Cluster.Calls;
using ReplayGraph.Cluster.Ids;
using ReplayGraph.Cluster.Messages;
using ReplayGraph.Ingest;
using ReplayGraph.Links;

namespace ReplayGraph.Cluster.Ingest;

/// <summary>Sends commands to traces, and sorts their replies by the issues, transactions and replays to notify next.</summary>
internal sealed class NotificationOutbox(OrganizationId organization, NodeContext context, INodes nodes, CancellationToken cancel)
{
    private readonly Dictionary<NodeId, OwnerLinks> _links = [];
    private readonly Dictionary<ReplayId, HashSet<NodeId>> _named = [];

    /// <summary>Sends commands to traces, and queues the resulting notifications.</summary>
    /// <returns>The outcomes of the observations.</returns>
    internal async ValueTask<List<IngestOutcome>> JoinAsync(IReadOnlyList<TraceRequest> requests)
    {
        TraceReply[] replies = await Shards.JoinAsync(nodes, requests, cancel);
        List<IngestOutcome> outcomes = [];
        for (int i = 0; i < replies.Length; i++)
        {
            Sort(requests[i].Trace, replies[i]);
            outcomes.AddRange(replies[i].Outcomes);
        }

        return outcomes;
    }

    /// <summary>Queues a mention for an issue or a transaction.</summary>
    internal void Add(NodeId owner, in Mention mention) => Of(owner).Add(mention, context);

    /// <summary>Notifies issues, transactions and replays.</summary>
    internal async ValueTask SendAsync()
    {
        KeyValuePair<NodeId, OwnerLinks>[] links = [.. _links];
        KeyValuePair<ReplayId, HashSet<NodeId>>[] named = [.. _named];
        ValueTask<bool[]> linking = Bounded.CallAsync(links, async one =>
        {
            await nodes.LinkAsync(one.Key, one.Value.ToCommand(), cancel);
            return true;
        });
        ValueTask<ReplayReply[]> naming = Bounded.CallAsync(named, one => nodes.RecordAsync(
            NodeId.Of(organization, one.Key), new ReplayCommand { NamedBy = [.. one.Value] }, cancel));
        await Task.WhenAll(linking.AsTask(), naming.AsTask());
    }

    private void Sort(NodeId trace, TraceReply reply)
    {
        foreach (ReplayId replay in reply.Named)
        {
            (CollectionsMarshal.GetValueRefOrAddDefault(_named, replay, out _) ??= []).Add(trace);
        }

        foreach (TraceLink link in reply.Links)
        {
            ObservedEvent observed = link.Event;
            if (!observed.IssueId.IsNone)
            {
                Of(NodeId.Of(organization, observed.IssueId)).Add(link, context);
            }

            if (observed.Transaction is { IsNone: false } name)
            {
                Of(NodeId.OfTransaction(organization, name.ToString())).Add(link, context);
            }
        }
    }

    private OwnerLinks Of(NodeId owner) => CollectionsMarshal.GetValueRefOrAddDefault(_links, owner, out _) ??= new();

    // The entries for one issue or transaction.
    private sealed class OwnerLinks
    {
        private readonly LinkEntries _entries = new();
        private LinkOutline _outline;

        internal void Add(in TraceLink link, NodeContext context)
        {
            _entries.Add(link.Kind, link.Evidence, link.Replay, link.Event.Bytes.Span);
            _outline = _outline.With(link.Kind, context.Expiry.At(link.Event.Timestamp, link.Event.RetentionDays));
        }

        internal void Add(in Mention mention, NodeContext context)
        {
            _entries.Add(mention);
            _outline = _outline.With(LinkEntryKind.Mention, context.Expiry.At(mention.Until, mention.RetentionDays));
        }

        internal LinkCommand ToCommand() => new(_entries.Bytes) { Outline = _outline };
    }
}
