using ReplayGraph.Facts;

namespace ReplayGraph.Fuzz.Facts;

/// <summary>Copies the facts that it reads.</summary>
internal sealed class FactCopy : IFactVisitor
{
    /// <summary>The copy.</summary>
    internal FactBatch Batch { get; } = new();

    /// <inheritdoc/>
    public void Visit(in EventFact fact) => Batch.Add(fact);

    /// <inheritdoc/>
    public void Visit(in SegmentFact fact) => Batch.Add(fact);

    /// <inheritdoc/>
    public void Visit(in EventLinkFact fact) => Batch.Add(fact);

    /// <inheritdoc/>
    public void Visit(in IssueMergeFact fact) => Batch.Add(fact);

    /// <inheritdoc/>
    public void Visit(in IssueUnmergeFact fact) => Batch.Add(fact);

    /// <inheritdoc/>
    public void Visit(in IssueDeleteFact fact) => Batch.Add(fact);

    /// <inheritdoc/>
    public void Visit(in EventDeleteFact fact) => Batch.Add(fact);

    /// <inheritdoc/>
    public void Visit(in EventMoveFact fact) => Batch.Add(fact);

    /// <inheritdoc/>
    public void Visit(in ReplayDeleteFact fact) => Batch.Add(fact);
}
