namespace ReplayGraph.Chaos.Answers;

/// <summary>An answer that is wrong.</summary>
/// <param name="Server">Whose.</param>
/// <param name="Organization">About whom.</param>
/// <param name="Question">To what.</param>
/// <param name="Expected">What the oracle says.</param>
/// <param name="Actual">What it said.</param>
public sealed record Difference(string Server, string Organization, Question Question, string Expected, string Actual)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Server}, {Organization}, {Question}\nexpected:\n{Expected}\nactual:\n{Actual}";
}
