using ReplayGraph.Conformance;
using ReplayGraph.Conformance.Generation;
using ReplayGraph.Conformance.Oracle;
using ReplayGraph.Facts;

namespace ReplayGraph.Simulation.Checks;

/// <summary>
/// Whether an answer can be explained: by the facts that were acknowledged, and some of those that may or may not be there, or parts of
/// them. Of a segment that is under way some of what it lists may have been heard, and some not.
/// </summary>
internal sealed class Explanation(TimeProvider time, IReadOnlyList<IFact> certain, IReadOnlyList<IFact> possible)
{
    // So many parts can be there or not in a thousand ways, all of which are tried.
    private const int MostParts = 10;

    private readonly IFact[] _parts = [.. possible.SelectMany(PartsOf)];

    private bool HasTooMany => _parts.Length > MostParts;

    /// <summary>Whether the answer is that of any of the possibilities, or there are too many of them to say.</summary>
    internal async Task<bool> MayBeAsync(Question question, string answer)
    {
        if (HasTooMany || possible.Any(fact => MayStandTwice(fact) || MayBeUnlisted(fact) || IsToldByAndBy(fact))
            || await FindAsync(question, answer))
        {
            return true;
        }

        if (!question.IsOfOwners)
        {
            return false;
        }

        // Each issue and transaction hears for itself that a replay lists a trace, and of one event of it earlier if that is listed too.
        var traces = new SplitTraces([.. All]);
        var each = new Explanation(time, traces.Split(certain), traces.Split(possible));
        return each.HasTooMany || await each.FindAsync(question, answer);
    }

    private async Task<bool> FindAsync(Question question, string answer)
    {
        for (int chosen = 0; chosen < 1 << _parts.Length; chosen++)
        {
            int some = chosen;
            if (await AskAsync(question, _parts.Where((_, i) => (some & (1 << i)) != 0)) == answer)
            {
                return true;
            }
        }

        return false;
    }

    private async Task<string> AskAsync(Question question, IEnumerable<IFact> beside)
    {
        var oracle = new OracleGraph(time);
        await oracle.IngestAsync(World.Organization, Batches.Of([.. certain, .. beside]));
        return await question.AskAsync(oracle);
    }

    private static IEnumerable<IFact> PartsOf(IFact fact)
    {
        if (fact is EventFact { ReplayId.IsNone: false } tagged)
        {
            // Its trace may have told of it what others know of it, and not yet what it says itself.
            return [tagged, tagged with { ReplayId = default }];
        }

        if (fact is not SegmentFact segment)
        {
            return [fact];
        }

        SegmentFact bare = segment with { TraceIds = null, ErrorIds = null };
        return
        [
            bare,
            .. (segment.TraceIds ?? []).Select(trace => (IFact)(bare with { TraceIds = [trace] })),
            .. (segment.ErrorIds ?? []).Select(error => (IFact)(bare with { ErrorIds = [error] })),
        ];
    }

    // An event that is on its way has come, and may not have heard yet who lists it.
    private bool MayBeUnlisted(IFact fact) => fact is EventFact { EventId: var id } && All.Any(other => other switch
    {
        EventLinkFact link => link.EventId == id,
        SegmentFact segment => segment.ErrorIds?.Contains(id) == true,
        _ => false,
    });

    private IEnumerable<IFact> All => certain.Concat(possible);

    // An event is linked with one replay after the other, and a listing told to one observation of its event after the other.
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
        SegmentFact segment => segment.ErrorIds?.Any(StandsInMany) == true,
        _ => false,
    };

    private bool StandsInMany(EventId id) =>
        All.OfType<EventFact>().Where(one => one.EventId == id).DistinctBy(one => (one.TraceId, one.ProjectId, one.IssueId)).Skip(1).Any();

    // While an event moves to another trace it may stand in both for a moment.
    private bool MayStandTwice(IFact fact) => fact is EventFact one && All.OfType<EventFact>().Any(other =>
        OracleEvents.SameKey(one, other) && one.TraceId != other.TraceId);
}
