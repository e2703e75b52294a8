using ReplayGraph.Conformance.Generation;
using ReplayGraph.Facts;
using ReplayGraph.Simulation.Clients;

namespace ReplayGraph.Simulation.Checks;

/// <summary>The facts at the time of an answer.</summary>
/// <param name="Certain">The facts acknowledged before the question.</param>
/// <param name="Tales">The batches sent since, or not acknowledged by then.</param>
internal sealed record UnderWay(IReadOnlyList<IFact> Certain, IReadOnlyList<Tale> Tales)
{
    /// <summary>The facts of those batches.</summary>
    internal IReadOnlyList<IFact> Facts { get; } = [.. Tales.SelectMany(tale => tale.Facts)];

    /// <summary>Whether an answer is wrong for a replay that no batch in progress affects.</summary>
    internal bool SpeaksWronglyOfOthers(Question question, string answer, string expected) =>
        question.AsksLinks && Unconcerned.Of(Certain, Facts, question) is { } others
        && others.Select(replay => replay.ToString())
            .Any(replay => LinkExplanation.LineOf(replay, answer) != LinkExplanation.LineOf(replay, expected));
}
