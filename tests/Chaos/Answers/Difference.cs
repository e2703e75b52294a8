namespace ReplayGraph.Chaos.Answers;

/// <summary>A wrong answer.</summary>
/// <param name="Server">The server.</param>
/// <param name="Organization">The organization.</param>
/// <param name="Question">The question.</param>
/// <param name="Expected">The oracle's answer.</param>
/// <param name="Actual">The server's answer.</param>
public sealed record Difference(string Server, string Organization, Question Question, string Expected, string Actual)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Server}, {Organization}, {Question}\nexpected:\n{Expected}\nactual:\n{Actual}";
}
