using ReplayGraph.Facts;

namespace ReplayGraph.Conformance.Oracle;

/// <summary>Collects facts in a list, in order. Texts refer to the bytes that were read.</summary>
public sealed class FactLog : IFactVisitor
{
    private readonly List<IFact> _all = [];

    /// <summary>All facts.</summary>
    public IReadOnlyList<IFact> All => _all;

    /// <summary>The facts of a batch. Their texts do not refer to the batch.</summary>
    public static IReadOnlyList<IFact> Read(FactBatch batch)
    {
        var log = new FactLog();
        FactBatch.Read(batch.Bytes.ToArray(), log);
        return log.All;
    }

    /// <inheritdoc/>
    public void Visit(in EventFact fact) => _all.Add(fact);

    /// <inheritdoc/>
    public void Visit(in SegmentFact fact) => _all.Add(fact);

    /// <inheritdoc/>
    public void Visit(in EventLinkFact fact) => _all.Add(fact);

    /// <inheritdoc/>
    public void Visit(in IssueMergeFact fact) => _all.Add(fact);

    /// <inheritdoc/>
    public void Visit(in IssueUnmergeFact fact) => _all.Add(fact);

    /// <inheritdoc/>
    public void Visit(in IssueDeleteFact fact) => _all.Add(fact);

    /// <inheritdoc/>
    public void Visit(in EventDeleteFact fact) => _all.Add(fact);

    /// <inheritdoc/>
    public void Visit(in EventMoveFact fact) => _all.Add(fact);

    /// <inheritdoc/>
    public void Visit(in ReplayDeleteFact fact) => _all.Add(fact);
}
