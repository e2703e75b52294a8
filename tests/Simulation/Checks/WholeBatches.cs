using ReplayGraph.Conformance.Generation;
using ReplayGraph.Facts;
using ReplayGraph.Simulation.Clients;

namespace ReplayGraph.Simulation.Checks;

/// <summary>Explains an answer of a host that applies batches atomically: some of those in progress are visible, others not.</summary>
internal static class WholeBatches
{
    // About a thousand subsets.
    private const int Most = 10;

    /// <summary>Whether one of the possible states explains the answer.</summary>
    internal static async Task<Verdict> JudgeAsync(
        OracleOptions options, IReadOnlyList<IFact> certain, IReadOnlyList<Tale> underWay, Question question, string answer)
    {
        if (underWay.Count > Most)
        {
            return Verdict.Unclear;
        }

        foreach (Tale[] some in Subsets.Of(underWay))
        {
            if (await Parts.AskAsync(options, question, [.. certain, .. some.SelectMany(tale => tale.Facts)]) == answer)
            {
                return Verdict.Explained;
            }
        }

        return Verdict.Wrong;
    }
}
