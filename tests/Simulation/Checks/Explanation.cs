using ReplayGraph.Conformance.Generation;
using ReplayGraph.Conformance.Oracle;
using ReplayGraph.Facts;

namespace ReplayGraph.Simulation.Checks;

/// <summary>
/// Explains an answer of a host to whose parts facts come one after the other: by the facts that were acknowledged, and some of those
/// that may or may not be there, or parts of them. Of a segment that is under way some of what it lists may have been heard, and some not.
/// </summary>
/// <param name="time">A clock that shows when facts expire.</param>
/// <param name="certain">What was acknowledged before the question.</param>
/// <param name="possible">What was told since, or not acknowledged.</param>
/// <param name="recent">What was told since the first of these was.</param>
internal sealed class Explanation(
    TimeProvider time, IReadOnlyList<IFact> certain, IReadOnlyList<IFact> possible, IReadOnlyList<IFact> recent)
{
    // So many parts can be there or not in a thousand ways, all of which are tried.
    private const int MostParts = 10;

    private readonly IFact[] _parts = [.. possible.SelectMany(Parts.Of)];

    /// <summary>Whether the answer is that of any of the possibilities.</summary>
    internal async Task<Verdict> JudgeAsync(Question question, string answer)
    {
        if (_parts.Length > MostParts || possible.Any(fact => MayStandTwice(fact) || MayBeUnlisted(fact) || IsToldByAndBy(fact)))
        {
            return Verdict.Unclear;
        }

        if (await FindAsync(question, answer))
        {
            return Verdict.Explained;
        }

        // While issues are merged, of two silos one may know it, and the other not yet.
        return possible.Any(fact => fact is IssueMergeFact or IssueUnmergeFact) ? Verdict.Unclear
            : question.Owners is { } owners ? await new LinkExplanation(time, certain, possible, recent, owners).JudgeAsync(question, answer)
            : Verdict.Wrong;
    }

    private async Task<bool> FindAsync(Question question, string answer)
    {
        foreach (IFact[] some in Subsets.Of(_parts))
        {
            if (await Parts.AskAsync(time, question, [.. certain, .. some]) == answer)
            {
                return true;
            }
        }

        return false;
    }

    // An event that is on its way has come, and may not have heard yet who lists it.
    private bool MayBeUnlisted(IFact fact) => fact is EventFact { EventId: var id } && All.Any(other => other switch
    {
        EventLinkFact link => link.EventId == id,
        SegmentFact segment => segment.ErrorIds?.Contains(id) == true,
        _ => false,
    });

    private IEnumerable<IFact> All => certain.Concat(possible);

    // An event is linked with one replay after the other, and a listing or a move told to one observation of its event after the other.
    private bool IsToldByAndBy(IFact fact) => fact switch
    {
        EventFact { TraceId.IsNone: false } one => All.OfType<SegmentFact>()
            .Where(segment => segment.TraceIds?.Contains(one.TraceId) == true)
            .Select(segment => segment.ReplayId)
            .Append(one.ReplayId)
            .Where(replay => !replay.IsNone)
            .Distinct()
            .Skip(1)
            .Any(),
        EventLinkFact link => StandsInMany(link.EventId),
        EventMoveFact move => move.EventIds.Any(StandsInMany),
        SegmentFact segment => segment.ErrorIds?.Any(StandsInMany) == true,
        _ => false,
    };

    private bool StandsInMany(EventId id) =>
        All.OfType<EventFact>().Where(one => one.EventId == id).DistinctBy(one => (one.TraceId, one.ProjectId, one.IssueId)).Skip(1).Any();

    // While an event moves to another trace it may stand in both for a moment.
    private bool MayStandTwice(IFact fact) => fact is EventFact one && All.OfType<EventFact>().Any(other =>
        OracleEvents.SameKey(one, other) && one.TraceId != other.TraceId);
}
