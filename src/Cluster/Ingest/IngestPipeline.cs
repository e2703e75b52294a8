using System.Runtime.InteropServices;
using ReplayGraph.Cluster.Calls;
using ReplayGraph.Cluster.Ids;
using ReplayGraph.Cluster.Messages;
using ReplayGraph.Cluster.Store;
using ReplayGraph.Ingest;
using ReplayGraph.Links;

namespace ReplayGraph.Cluster.Ingest;

/// <summary>
/// One batch on its way: replays first, which say what traces and events are to hear; then events; then traces, which say what issues and
/// transactions are to hear; then those.
/// </summary>
internal sealed class IngestPipeline(OrganizationId organization, NodeContext context, INodes nodes, CancellationToken cancel)
{
    private readonly NotificationOutbox _outbox = new(organization, context, nodes, cancel);
    private readonly Dictionary<EventId, List<Listed>> _listed = [];
    private readonly List<(ReplayId Replay, long Version)> _told = [];
    private int _accepted;
    private int _duplicates;

    internal async ValueTask<IngestResult> RunAsync(FactRouter sort)
    {
        var meeting = new Reconciliation(organization, context, nodes, _outbox, cancel);
        if (sort.Rare.Count > 0)
        {
            await DecideAsync(sort);
            await meeting.MoveAsync([.. sort.Moves.SelectMany(move => move.EventIds).Distinct()]);
        }

        // The rows first: a link is never older than the replay that it shows.
        (Dictionary<NodeId, TraceCommand> commands, List<ReplayRow> rows) = await RecordAsync(sort);
        if (rows.Count > 0)
        {
            await nodes.AnnounceAsync(new Announcement(organization) { Replays = rows }, cancel);
        }

        foreach ((NodeId place, List<Listed> told) in await ListAsync(_listed))
        {
            commands[place] = commands.GetValueOrDefault(place, new TraceCommand()) with { Listed = told };
        }

        await JoinAsync(sort, commands);
        if (sort.Traces.Count > 0)
        {
            await meeting.MeetAsync([.. sort.Traces.Values.SelectMany(events => events).Select(one => one.EventId).Distinct()]);
        }

        (NodeId Node, Mention Mention)[] mentions = [.. sort.Mentioned.News];
        foreach ((NodeId node, Mention mention) in mentions)
        {
            _outbox.Add(node, mention);
        }

        await _outbox.SendAsync();
        context.Cache.SentMentions.Add(mentions);
        foreach ((ReplayId replay, long version) in _told)
        {
            nodes.Acknowledge(NodeId.Of(organization, replay), version);
        }

        return new(_accepted, _duplicates, sort.Expired);
    }

    // First what is rare: whoever comes after it looks there.
    private async ValueTask DecideAsync(FactRouter sort)
    {
        var command = new OrganizationCommand { Facts = Bytes.Joined(sort.Rare) };
        OrganizationReply reply = await nodes.DecideAsync(NodeId.Of(organization), command, cancel);
        _accepted += reply.Accepted;
        _duplicates += reply.Duplicates;
    }

    private async ValueTask<(Dictionary<NodeId, TraceCommand> Commands, List<ReplayRow> Rows)> RecordAsync(FactRouter sort)
    {
        List<ReplayRow> rows = [];
        Dictionary<NodeId, List<ReplayId>> seen = [];
        KeyValuePair<ReplayId, List<ReadOnlyMemory<byte>>>[] replays = [.. sort.Replays];
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
                    _told.Add((replays[i].Key, row.Version));
                }
            }
        }

        if (sort.ReplayDeletions.Count > 0)
        {
            // The replay has counted it. The organization keeps it for segments that come when the replay's own log has expired.
            await nodes.DecideAsync(NodeId.Of(organization), new OrganizationCommand { Facts = Bytes.Joined(sort.ReplayDeletions) }, cancel);
        }

        return (seen.ToDictionary(one => one.Key, one => new TraceCommand { Seen = one.Value }), rows);
    }

    // Events are told who lists them; wherever they were joined by then is to be told too.
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

    private async ValueTask JoinAsync(FactRouter sort, Dictionary<NodeId, TraceCommand> commands)
    {
        foreach ((NodeId trace, List<ObservedEvent> events) in sort.Traces)
        {
            commands[trace] = commands.TryGetValue(trace, out TraceCommand? known)
                ? known with { Observed = events }
                : new TraceCommand { Observed = events };
        }

        foreach (IngestOutcome outcome in await _outbox.JoinAsync(commands))
        {
            _accepted += outcome == IngestOutcome.Accepted ? 1 : 0;
            _duplicates += outcome == IngestOutcome.Accepted ? 0 : 1;
        }
    }
}
