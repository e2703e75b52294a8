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
        for (int chosen = 0; underWay.Count <= Most && chosen < 1 << underWay.Count; chosen++)
        {
            int some = chosen;
            IEnumerable<IFact> facts = underWay.Where((_, i) => (some & (1 << i)) != 0).SelectMany(tale => tale.Facts);
            if (await Parts.AskAsync(time, question, [.. certain, .. facts]) == answer)
            {
                return Verdict.Explained;
            }
        }

        return underWay.Count <= Most ? Verdict.Wrong : Verdict.Unclear;
    }
}
