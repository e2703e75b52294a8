using ReplayGraph.Conformance;
using ReplayGraph.Conformance.Generation;
using ReplayGraph.Conformance.Oracle;
using ReplayGraph.Facts;

namespace ReplayGraph.Simulation.Checks;

/// <summary>The parts of a fact that may have been heard one without the other.</summary>
internal static class Parts
{
    // Nobody asks for it.
    private const int Nowhere = 78;

    /// <summary>The parts of a fact; of a segment the one without a list first.</summary>
    internal static IEnumerable<IFact> Of(IFact fact)
    {
        if (fact is EventFact { ReplayId.IsNone: false } tagged)
        {
            // Its trace may have told of it what others know of it, and not yet what it says itself.
            return [tagged, tagged with { ReplayId = default }];
        }

        if (fact is EventMoveFact move)
        {
            // The issue that the events leave may know of it before the one that they come to.
            return [move, move with { Into = World.Issue(Nowhere) }];
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

    /// <summary>What would be answered, were these all facts.</summary>
    internal static async Task<string> AskAsync(TimeProvider time, Question question, IReadOnlyList<IFact> facts)
    {
        var oracle = new OracleGraph(time);
        await oracle.IngestAsync(World.Organization, Batches.Of(facts));
        return await question.AskAsync(oracle);
    }
}
