using ReplayGraph.Cluster.Caches;
using ReplayGraph.Cluster.Events;
using ReplayGraph.Cluster.Ids;
using ReplayGraph.Cluster.Messages;
using ReplayGraph.Cluster.Store;
using ReplayGraph.Cluster.Traces;
using ReplayGraph.Ingest;

namespace ReplayGraph.Cluster.Ingest;

/// <summary>
/// Once events are durable, finds what was known about them before they arrived: their listings, their moves, and observations of the same
/// key at other traces.
/// </summary>
internal sealed class Reconciliation(OrganizationId organization, NodeContext context, INodes nodes, NotificationOutbox outbox, CancellationToken cancel)
{
    /// <summary>Reconciles events that have arrived, perhaps again.</summary>
    internal async ValueTask ReconcileAsync(IReadOnlyList<EventId> events)
    {
        if (events.Count == 0)
        {
            return;
        }

        Task<IOrganizationFacts> reading = context.Cache.LatestAsync(organization, cancel).AsTask();
        IReadOnlyList<EventId> scattered = await context.Store.ScatteredAsync(organization, events, cancel);
        IReadOnlyList<EventPlace> known = await context.Store.PlacesAsync(organization, [.. scattered.Distinct()], cancel);
        IOrganizationFacts facts = await reading;
        ILookup<EventId, NodeId> places = known.Where(place => !place.IsListing).ToLookup(place => place.Event, place => place.At);
        await ListAsync([.. known.Where(place => place.IsListing).Select(place => place.Event)], places);
        await SettleAsync([.. places.Where(one => one.Skip(1).Any())]);
        if (facts.AnyEventReassigned)
        {
            await MoveAsync([.. events.Distinct().Where(id => facts.Annotations(id) is { Moves.IsEmpty: false })]);
        }
    }

    /// <summary>Registers where the events of issues may come from, for moves of these events.</summary>
    internal async ValueTask MoveAsync(IReadOnlyList<EventId> moved)
    {
        IOrganizationFacts facts = await context.Cache.LatestAsync(organization, cancel);
        var sources = new HashSet<Source>();
        foreach ((_, ObservedEvent observed) in await ObservedAsync(moved))
        {
            foreach (IssueId target in EventStep.Targets(observed.ProjectId, observed.IssueId, facts.Annotations(observed.EventId)))
            {
                sources.Add(new(target, observed.IssueId));
            }
        }

        if (sources.Count > 0)
        {
            await nodes.DecideAsync(NodeId.Of(organization), new OrganizationCommand { Sources = [.. sources] }, cancel);
        }
    }

    private async ValueTask ListAsync(EventId[] listed, ILookup<EventId, NodeId> places)
    {
        Dictionary<NodeId, TraceCommand> commands = [];
        IReadOnlyList<NodeLog> logs = await context.Store.LoadAsync(Array.ConvertAll(listed, id => NodeId.Of(organization, id)), 0, cancel);
        for (int i = 0; i < listed.Length; i++)
        {
            foreach (NodeId place in places[listed[i]])
            {
                TraceCommand command = commands.GetValueOrDefault(place, new TraceCommand());
                commands[place] = command with { Listed = [.. command.Listed, .. EventNode.Listed(logs[i])] };
            }
        }

        await outbox.JoinAsync([.. commands.Select(one => new TraceRequest(one.Key, one.Value))]);
    }

    // Of two observations of one key at two traces the superseded one is withdrawn. A trace that already withdrew it gets the command too:
    // its notification may have been lost.
    private async ValueTask SettleAsync(IReadOnlyList<IGrouping<EventId, NodeId>> scattered)
    {
        ILookup<EventId, (NodeId At, ObservedEvent Event)> observed =
            (await ObservedAsync([.. scattered.Select(one => one.Key)])).ToLookup(one => one.Event.EventId);
        await outbox.JoinAsync([.. scattered
            .SelectMany(one => one.Select(at => (At: at, Event: one.Key)))
            .GroupBy(one => one.At, one => one.Event)
            .Select(own => new TraceRequest(own.Key, new TraceCommand
            {
                Elsewhere = [.. own.SelectMany(id => observed[id]).Where(one => one.At != own.Key).Select(one => one.Event)],
            }))]);
    }

    // The observations of these events at all traces.
    private async ValueTask<List<(NodeId At, ObservedEvent Event)>> ObservedAsync(IReadOnlyList<EventId> events)
    {
        if (events.Count == 0)
        {
            return [];
        }

        HashSet<EventId> ids = [.. events];
        IReadOnlyList<EventPlace> known = await context.Store.PlacesAsync(organization, events, cancel);
        NodeId[] places = [.. known.Where(place => !place.IsListing).Select(place => place.At).Distinct()];

        // Reads the store: an activation may be briefly behind it, and an observation missed here would never be reconciled.
        IReadOnlyList<NodeLog> logs = await context.Store.LoadAsync(places, 0, cancel);
        return [.. places.Zip(logs).SelectMany(one => TraceRows.Of(one.Second, context.Evidence).State.Observed
            .Where(observed => ids.Contains(observed.EventId))
            .Select(observed => (one.First, observed)))];
    }
}
