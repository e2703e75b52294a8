using ReplayGraph.Conformance.Generation;
using ReplayGraph.Facts;

namespace ReplayGraph.Simulation.Checks;

/// <summary>
/// The replays that no fact in progress affects: none names them, or an event that they are or may be linked with. The answer
/// for these replays must follow from the acknowledged facts alone.
/// </summary>
internal static class Unconcerned
{
    /// <summary>These replays; null if they are unknown because operations on whole issues are in progress.</summary>
    internal static IReadOnlySet<ReplayId>? Of(IReadOnlyList<IFact> certain, IReadOnlyList<IFact> possible, Question asked)
    {
        // Events that a merge brings into an issue may be deleted with it.
        IFact[] all = [.. certain, .. possible];
        bool mattersWhere = asked.Owners == NodeKind.Issue || all.Any(fact => fact is IssueDeleteFact);
        if (possible.Any(fact => fact is IssueDeleteFact || (mattersWhere && fact is IssueMergeFact or IssueUnmergeFact)))
        {
            return null;
        }

        var traces = new ConcernedTraces(all, possible);
        HashSet<EventId> events = [.. possible.SelectMany(fact => fact switch
        {
            EventFact one => [one.EventId],
            EventMoveFact move => move.EventIds,
            EventDeleteFact deletion => deletion.EventIds,
            _ => (IReadOnlyList<EventId>)[],
        })];
        HashSet<ReplayId> replays = [.. all.Select(ReplayOf)];
        replays.ExceptWith(possible.Select(ReplayOf));
        replays.ExceptWith(all.Where(IsConcerned).Select(ReplayOf));
        return replays;

        bool IsConcerned(IFact fact) => traces.Concern(fact) || fact switch
        {
            EventFact one => events.Contains(one.EventId),
            EventLinkFact link => events.Contains(link.EventId),
            SegmentFact segment => segment.ErrorIds?.Any(events.Contains) == true,
            _ => false,
        };
    }

    /// <summary>The replay that a fact is about; none if there is none.</summary>
    internal static ReplayId ReplayOf(IFact fact) => fact switch
    {
        EventFact one => one.ReplayId,
        EventLinkFact link => link.ReplayId,
        SegmentFact segment => segment.ReplayId,
        ReplayDeleteFact deletion => deletion.ReplayId,
        _ => default,
    };
}
