using ReplayGraph.Facts;

namespace ReplayGraph.Simulation.Checks;

/// <summary>
/// Replaces each trace by several: one for the events of each issue or transaction, and one for each event that was ingested
/// or listed recently. A replay that lists the trace lists all of them, so that the links are the same, but each part can be omitted.
/// </summary>
/// <param name="all">All facts.</param>
/// <param name="recent">The facts sent since the first one in progress.</param>
/// <param name="owners">The kind of the keys: issue or transaction.</param>
internal sealed class SplitTraces(IReadOnlyList<IFact> all, IReadOnlyList<IFact> recent, NodeKind owners)
{
    private readonly HashSet<EventId> _alone = [.. recent.SelectMany(fact => fact switch
    {
        EventLinkFact link => [link.EventId],
        SegmentFact segment => segment.ErrorIds ?? [],
        EventFact one => [one.EventId],
        _ => [],
    })];

    private readonly Dictionary<(TraceId, IssueId, Text, EventId), TraceId> _numbers = [];
    private ILookup<TraceId, TraceId>? _parts;

    /// <summary>Splits the traces of some of the facts.</summary>
    internal IReadOnlyList<IFact> Split(IReadOnlyList<IFact> facts)
    {
        _parts ??= all.OfType<EventFact>()
            .Where(one => !one.TraceId.IsNone)
            .Select(one => (one.TraceId, Part: PartOf(one)))
            .Distinct()
            .ToLookup(one => one.TraceId, one => one.Part);
        return [.. facts.Select(fact => fact switch
        {
            EventFact { TraceId.IsNone: false } one => one with { TraceId = PartOf(one) },
            SegmentFact { TraceIds: { } traces } segment => segment with { TraceIds = [.. traces.SelectMany(trace => _parts[trace])] },
            _ => fact,
        })];
    }

    private TraceId PartOf(EventFact one)
    {
        (TraceId, IssueId, Text, EventId) part = (
            one.TraceId,
            owners == NodeKind.Issue ? one.IssueId : default,
            owners == NodeKind.Issue ? default : one.Transaction,
            _alone.Contains(one.EventId) ? one.EventId : default);
        return _numbers.TryGetValue(part, out TraceId known) ? known : _numbers[part] = new((UInt128)_numbers.Count + 1);
    }
}
