using System.Runtime.InteropServices;
using ReplayGraph.Cluster.Calls;
using ReplayGraph.Cluster.Ids;
using ReplayGraph.Cluster.Messages;
using ReplayGraph.Cluster.Store;
using ReplayGraph.Ingest;
using ReplayGraph.Links;

namespace ReplayGraph.Cluster.Ingest;

/// <summary>
/// The ingest of one batch: first replays, whose replies list the traces and events to notify; then events; then traces, whose replies hold
/// the links of issues and transactions; then those.
/// </summary>
internal sealed class IngestPipeline(OrganizationId organization, NodeContext context, INodes nodes, CancellationToken cancel)
{
    private readonly NotificationOutbox _outbox = new(organization, context, nodes, cancel);
    private readonly Dictionary<EventId, List<Listed>> _listed = [];
    private readonly List<(ReplayId Replay, long Version)> _notified = [];
    private int _accepted;
    private int _duplicates;

    internal async ValueTask<IngestResult> RunAsync(FactRouter router)
    {
        var reconciliation = new Reconciliation(organization, context, nodes, _outbox, cancel);
        if (router.Rare.Count > 0)
        {
            await DecideAsync(router);
            await reconciliation.MoveAsync([.. router.Moves.SelectMany(move => move.EventIds).Distinct()]);
        }

        // Announce the rows first, so that a link is never visible before the replay that it shows.
        (Dictionary<NodeId, TraceCommand> commands, List<ReplayRow> rows) = await RecordAsync(router);
        if (rows.Count > 0)
        {
            await nodes.AnnounceAsync(new Announcement(organization) { Replays = rows }, cancel);
        }

        foreach ((NodeId place, List<Listed> told) in await ListAsync(_listed))
        {
            commands[place] = commands.GetValueOrDefault(place, new TraceCommand()) with { Listed = told };
        }

        await JoinAsync(router, commands);
        await reconciliation.ReconcileAsync(router.Events);
        await router.Titled.RecordAsync(cancel);

        (NodeId Node, Mention Mention)[] mentions = [.. router.Mentioned.Unsent];
        foreach ((NodeId node, Mention mention) in mentions)
        {
            _outbox.Add(node, mention);
        }

        await _outbox.SendAsync();
        context.Cache.SentMentions.Add(mentions);
        foreach ((ReplayId replay, long version) in _notified)
        {
            nodes.Acknowledge(NodeId.Of(organization, replay), version);
        }

        return new(_accepted, _duplicates, router.Expired);
    }

    // Rare facts first: later steps read them.
    private async ValueTask DecideAsync(FactRouter router)
    {
        var command = new OrganizationCommand { Facts = Bytes.Joined(router.Rare) };
        OrganizationReply reply = await nodes.DecideAsync(NodeId.Of(organization), command, cancel);
        _accepted += reply.Accepted;
        _duplicates += reply.Duplicates;
    }

    private async ValueTask<(Dictionary<NodeId, TraceCommand> Commands, List<ReplayRow> Rows)> RecordAsync(FactRouter router)
    {
        List<ReplayRow> rows = [];
        Dictionary<NodeId, List<ReplayId>> seen = [];
        KeyValuePair<ReplayId, List<ReadOnlyMemory<byte>>>[] replays = [.. router.Replays];
        ReplayReply[] replies = await Bounded.CallAsync(replays, one => nodes.RecordAsync(
            NodeId.Of(organization, one.Key), new ReplayCommand { Facts = Bytes.Joined(one.Value) }, cancel));
        for (int i = 0; i < replies.Length; i++)
        {
            _accepted += replies[i].Accepted;
            _duplicates += replies[i].Duplicates;
            foreach (TraceId trace in replies[i].Traces)
            {
                (CollectionsMarshal.GetValueRefOrAddDefault(seen, NodeId.Of(organization, trace), out _) ??= []).Add(replays[i].Key);
            }

            foreach (Listed one in replies[i].Events)
            {
                (CollectionsMarshal.GetValueRefOrAddDefault(_listed, one.Event, out _) ??= []).Add(one);
            }

            if (replies[i].Row is { } row)
            {
                rows.Add(row);
                if (replies[i].Accepted > 0 && replies[i].Traces.Count + replies[i].Events.Count > 0)
                {
                    _notified.Add((replays[i].Key, row.Version));
                }
            }
        }

        if (router.ReplayDeletions.Count > 0)
        {
            // The replay has counted them. The organization keeps them for segments that arrive after the replay's own log has expired.
            await nodes.DecideAsync(NodeId.Of(organization), new OrganizationCommand { Facts = Bytes.Joined(router.ReplayDeletions) }, cancel);
        }

        return (seen.ToDictionary(one => one.Key, one => new TraceCommand { Seen = one.Value }), rows);
    }

    // Adds listings to events. The traces that joined these events by then receive the listings next.
    private async ValueTask<Dictionary<NodeId, List<Listed>>> ListAsync(Dictionary<EventId, List<Listed>> listed)
    {
        Dictionary<NodeId, List<Listed>> places = [];
        KeyValuePair<EventId, List<Listed>>[] events = [.. listed];
        EventReply[] replies = await Bounded.CallAsync(events, one => nodes.ListAsync(
            NodeId.Of(organization, one.Key), new EventCommand(one.Value), cancel));
        for (int i = 0; i < replies.Length; i++)
        {
            foreach (NodeId place in replies[i].Places)
            {
                (CollectionsMarshal.GetValueRefOrAddDefault(places, place, out _) ??= []).AddRange(events[i].Value);
            }
        }

        return places;
    }

    private async ValueTask JoinAsync(FactRouter router, Dictionary<NodeId, TraceCommand> commands)
    {
        List<TraceRequest> requests = new(router.Traces.Count + commands.Count);
        foreach ((NodeId trace, List<ObservedEvent> events) in router.Traces)
        {
            requests.Add(new(trace, commands.Remove(trace, out TraceCommand? known)
                ? known with { Observed = events }
                : new TraceCommand { Observed = events }));
        }

        requests.AddRange(commands.Select(one => new TraceRequest(one.Key, one.Value)));
        foreach (IngestOutcome outcome in await _outbox.JoinAsync(requests))
        {
            _accepted += outcome == IngestOutcome.Accepted ? 1 : 0;
            _duplicates += outcome == IngestOutcome.Accepted ? 0 : 1;
        }
    }
}
