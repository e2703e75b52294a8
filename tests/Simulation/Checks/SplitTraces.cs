using ReplayGraph.Facts;

namespace ReplayGraph.Simulation.Checks;

/// <summary>
/// The same facts with a trace of its own for each observation of a trace. Whoever listed the trace lists all of them, so that what is
/// linked is the same, but a part of it can be left out.
/// </summary>
internal sealed class SplitTraces(IReadOnlyList<IFact> all)
{
    private readonly ILookup<TraceId, TraceId> _parts = all.OfType<EventFact>()
        .Where(one => !one.TraceId.IsNone)
        .Select(one => (one.TraceId, Part: PartOf(one)))
        .Distinct()
        .ToLookup(one => one.TraceId, one => one.Part);

    /// <summary>Splits the traces of some of them.</summary>
    internal IReadOnlyList<IFact> Split(IReadOnlyList<IFact> facts) => [.. facts.Select(fact => fact switch
    {
        EventFact { TraceId.IsNone: false } one => one with { TraceId = PartOf(one) },
        SegmentFact { TraceIds: { } traces } segment => segment with { TraceIds = [.. traces.SelectMany(trace => _parts[trace])] },
        _ => fact,
    })];

    // The same for all observations of one key.
    private static TraceId PartOf(EventFact one) =>
        new(one.TraceId.Value ^ (one.EventId.Value * 3) ^ ((UInt128)(ulong)one.ProjectId.Value << 64) ^ ((UInt128)(ulong)one.IssueId.Value << 72));
}
