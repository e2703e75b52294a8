using System.Runtime.InteropServices;
using ReplayGraph.Facts;
using ReplayGraph.Links;
using ReplayGraph.Cluster.Ids;
using ReplayGraph.Cluster.Links;
using ReplayGraph.Cluster.Messages;
using ReplayGraph.Cluster.Traces;

namespace ReplayGraph.Cluster.Ingest;

/// <summary>Tells traces, and sorts what they answer by the issues, transactions and replays that are to be told next.</summary>
internal sealed class NotificationOutbox(OrganizationId organization, INodes nodes, CancellationToken cancel)
{
    private readonly Dictionary<NodeId, LinkEntries> _links = [];
    private readonly Dictionary<ReplayId, HashSet<NodeId>> _named = [];

    /// <summary>Tells traces, and keeps what follows.</summary>
    /// <returns>What became of the observations.</returns>
    internal async ValueTask<List<IngestOutcome>> TellAsync(IReadOnlyCollection<KeyValuePair<NodeId, TraceCommand>> commands)
    {
        List<IngestOutcome> outcomes = [];
        TraceRequest[] all = [.. commands.Select(one => new TraceRequest(one.Key, one.Value))];
        TraceReply[] replies = await Shards.JoinAsync(nodes, all, cancel);
        for (int i = 0; i < replies.Length; i++)
        {
            Take(all[i].Trace, replies[i]);
            outcomes.AddRange(replies[i].Outcomes);
        }

        return outcomes;
    }

    /// <summary>An issue or a transaction is to be told of a mention.</summary>
    internal void Add(NodeId owner, in Mention mention) =>
        (CollectionsMarshal.GetValueRefOrAddDefault(_links, owner, out _) ??= new()).Add(mention);

    /// <summary>Tells issues, transactions and replays what follows.</summary>
    internal async ValueTask SendAsync()
    {
        KeyValuePair<NodeId, LinkEntries>[] links = [.. _links];
        KeyValuePair<ReplayId, HashSet<NodeId>>[] named = [.. _named];
        ValueTask<bool[]> linking = Bounded.CallAsync(links, async one =>
        {
            await nodes.LinkAsync(one.Key, new LinkCommand(one.Value.Bytes), cancel);
            return true;
        });
        ValueTask<ReplayReply[]> naming = Bounded.CallAsync(named, one => nodes.RecordAsync(
            NodeId.Of(organization, one.Key), new ReplayCommand { NamedBy = [.. one.Value] }, cancel));
        await Task.WhenAll(linking.AsTask(), naming.AsTask());
    }

    private void Take(NodeId trace, TraceReply reply)
    {
        foreach (ReplayId replay in reply.Named)
        {
            (CollectionsMarshal.GetValueRefOrAddDefault(_named, replay, out _) ??= []).Add(trace);
        }

        LinkEntries.Read(reply.Links, entry =>
        {
            EventFact fact = Observations.Fact(entry.Observation);
            if (!fact.IssueId.IsNone)
            {
                Add(NodeId.Of(organization, fact.IssueId), entry);
            }

            if (!fact.Transaction.IsNone)
            {
                Add(NodeId.OfTransaction(organization, fact.Transaction.ToString()), entry);
            }
        });
    }

    private void Add(NodeId owner, in LinkEntry entry) =>
        (CollectionsMarshal.GetValueRefOrAddDefault(_links, owner, out _) ??= new())
        .Add(entry.Kind, entry.Evidence, entry.Replay, entry.Observation.Span);
}
