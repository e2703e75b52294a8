using ReplayGraph.Conformance.Generation;
using ReplayGraph.Conformance.Oracle;
using ReplayGraph.Facts;

namespace ReplayGraph.Simulation.Checks;

/// <summary>
/// Explains an answer of a host whose nodes receive facts one after the other: by the acknowledged facts, and some of the
/// facts in progress, or parts of them. Of a segment in progress, some listed ids may be visible, others not.
/// </summary>
/// <param name="options">What the oracle needs.</param>
/// <param name="certain">The facts acknowledged before the question.</param>
/// <param name="possible">The facts sent since, or not acknowledged.</param>
/// <param name="recent">The facts sent since the first of these.</param>
internal sealed class Explanation(
    OracleOptions options, IReadOnlyList<IFact> certain, IReadOnlyList<IFact> possible, IReadOnlyList<IFact> recent)
{
    // All subsets of the parts are tried: about a thousand.
    private const int MostParts = 10;

    private readonly IFact[] _parts = [.. possible.SelectMany(Parts.Of)];

    /// <summary>Whether one of the possible states explains the answer.</summary>
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

        // During a merge, one silo may know it and another not yet.
        return possible.Any(fact => fact is IssueMergeFact or IssueUnmergeFact) || new ConcernedTraces([.. All], possible).Any ? Verdict.Unclear
            : question.Owners is { } owners ? await new LinkExplanation(options, certain, possible, recent, owners).JudgeAsync(question, answer)
            : Verdict.Wrong;
    }

    private async Task<bool> FindAsync(Question question, string answer)
    {
        foreach (IFact[] some in Subsets.Of(_parts))
        {
            if (await Parts.AskAsync(options, question, [.. certain, .. some]) == answer)
            {
                return true;
            }
        }

        return false;
    }

    // An event in progress may be visible before its listings.
    private bool MayBeUnlisted(IFact fact) => fact is EventFact { EventId: var id } && All.Any(other => other switch
    {
        EventLinkFact link => link.EventId == id,
        SegmentFact segment => segment.ErrorIds?.Contains(id) == true,
        _ => false,
    });

    private IEnumerable<IFact> All => certain.Concat(possible);

    // An event is linked with its replays one by one, and a listing or a move reaches the observations of its event one by one.
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

    // While an event moves to another trace, both may briefly hold it.
    private bool MayStandTwice(IFact fact) => fact is EventFact one && All.OfType<EventFact>().Any(other =>
        OracleEvents.SameKey(one, other) && one.TraceId != other.TraceId);
}
