using ReplayGraph.Conformance.Generation;
using ReplayGraph.Facts;
using ReplayGraph.Simulation.Clients;

namespace ReplayGraph.Simulation.Checks;

/// <summary>What is known when an answer comes.</summary>
/// <param name="Certain">What was acknowledged before the question.</param>
/// <param name="Tales">The batches that were told since, or not acknowledged by then.</param>
internal sealed record UnderWay(IReadOnlyList<IFact> Certain, IReadOnlyList<Tale> Tales)
{
    /// <summary>The facts of those batches.</summary>
    internal IReadOnlyList<IFact> Facts { get; } = [.. Tales.SelectMany(tale => tale.Facts)];

    /// <summary>Whether an answer says of a replay, which nothing under way concerns, something else than the acknowledged facts.</summary>
    internal bool SpeaksWronglyOfOthers(Question question, string answer, string expected) =>
        question.AsksLinks && Unconcerned.Of(Certain, Facts, question) is { } others
        && others.Select(replay => replay.ToString())
            .Any(replay => LinkExplanation.LineOf(replay, answer) != LinkExplanation.LineOf(replay, expected));
}
