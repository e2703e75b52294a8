using ReplayGraph.Facts;

namespace ReplayGraph.Simulation.Checks;

/// <summary>
/// The traces that facts in progress affect. Each observation of such a trace learns of a sibling, or that the trace is shared, on its own,
/// and a replay that arrives may become the own replay of an event, whose trace then links it with no other.
/// </summary>
internal sealed class ConcernedTraces
{
    private readonly ILookup<EventId, TraceId> _traces;
    private readonly HashSet<TraceId> _concerned;

    /// <summary>Finds them.</summary>
    /// <param name="all">All facts.</param>
    /// <param name="possible">The facts in progress.</param>
    internal ConcernedTraces(IReadOnlyList<IFact> all, IReadOnlyList<IFact> possible)
    {
        _traces = all.OfType<EventFact>().Where(one => !one.TraceId.IsNone).ToLookup(one => one.EventId, one => one.TraceId);
        HashSet<ReplayId> replays = [.. possible.Select(Unconcerned.ReplayOf).Where(id => !id.IsNone)];
        _concerned =
        [
            .. possible.SelectMany(Of),
            .. all.Where(fact => replays.Contains(Unconcerned.ReplayOf(fact))).SelectMany(Of),
        ];
    }

    /// <summary>Whether there are any.</summary>
    internal bool Any => _concerned.Count > 0;

    /// <summary>Whether a fact is about one of them.</summary>
    internal bool Concern(IFact fact) => Of(fact).Any(_concerned.Contains);

    private IEnumerable<TraceId> Of(IFact fact) => fact switch
    {
        EventFact one => _traces[one.EventId],
        EventLinkFact link => _traces[link.EventId],
        EventMoveFact move => move.EventIds.SelectMany(id => _traces[id]),
        EventDeleteFact deletion => deletion.EventIds.SelectMany(id => _traces[id]),
        SegmentFact segment => (segment.TraceIds ?? []).Concat((segment.ErrorIds ?? []).SelectMany(id => _traces[id])),
        _ => [],
    };
}
