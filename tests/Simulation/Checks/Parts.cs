using ReplayGraph.Conformance;
using ReplayGraph.Conformance.Generation;
using ReplayGraph.Conformance.Oracle;
using ReplayGraph.Facts;

namespace ReplayGraph.Simulation.Checks;

/// <summary>Splits facts into parts that can be visible independently.</summary>
internal static class Parts
{
    // No question asks for this issue.
    private const int Nowhere = 78;

    /// <summary>The parts of a fact. The first part of a segment has no lists.</summary>
    internal static IEnumerable<IFact> Of(IFact fact)
    {
        if (fact is EventFact { ReplayId.IsNone: false } tagged)
        {
            // Its trace may have forwarded links by other facts, but not yet the tag.
            return [tagged, tagged with { ReplayId = default }];
        }

        if (fact is EventMoveFact move)
        {
            // The source issue may apply the move before the target.
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

    /// <summary>The oracle's answer if these were all facts.</summary>
    internal static async Task<string> AskAsync(OracleOptions options, Question question, IReadOnlyList<IFact> facts)
    {
        var oracle = new OracleGraph(options.Time, evidence: options.Evidence);
        await oracle.IngestAsync(World.Organization, Batches.Of(facts));
        return await question.AskAsync(oracle);
    }
}
