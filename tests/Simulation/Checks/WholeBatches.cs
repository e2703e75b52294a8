using ReplayGraph.Conformance.Generation;
using ReplayGraph.Facts;
using ReplayGraph.Simulation.Clients;

namespace ReplayGraph.Simulation.Checks;

/// <summary>Explains an answer of a host that takes each batch as a whole: some of those under way are there, others not.</summary>
internal static class WholeBatches
{
    // A thousand ways.
    private const int Most = 10;

    /// <summary>Whether the answer is that of any of the possibilities.</summary>
    internal static async Task<Verdict> JudgeAsync(
        TimeProvider time, IReadOnlyList<IFact> certain, IReadOnlyList<Tale> underWay, Question question, string answer)
    {
        if (underWay.Count > Most)
        {
            return Verdict.Unclear;
        }

        foreach (Tale[] some in Subsets.Of(underWay))
        {
            if (await Parts.AskAsync(time, question, [.. certain, .. some.SelectMany(tale => tale.Facts)]) == answer)
            {
                return Verdict.Explained;
            }
        }

        return Verdict.Wrong;
    }
}
