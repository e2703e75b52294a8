using ReplayGraph.Facts;

namespace ReplayGraph.Issues;

/// <summary>
/// A merge, unmerge or deletion of issues. Ops have a total order (time, kind, bytes), so that a set of them has one meaning in
/// whatever order they came.
/// </summary>
/// <param name="Kind">Which of the three.</param>
/// <param name="Project">Only events of it are concerned.</param>
/// <param name="Time">The cut-off: only events received until then are concerned.</param>
/// <param name="From">The issues whose events are concerned.</param>
/// <param name="Into">Where they belong then; none: they are gone.</param>
/// <param name="Hashes">Of an unmerge: only events with one of these primary hashes; else empty.</param>
/// <param name="Bytes">The fact as it is encoded: what makes two ops equal, and decides between ops of the same time.</param>
public sealed record IssueOp(
    FactKind Kind, ProjectId Project, Timestamp Time, IssueId[] From, IssueId Into, UInt128[] Hashes, ReadOnlyMemory<byte> Bytes)
    : IComparable<IssueOp>
{
    /// <summary>All issues that it names.</summary>
    public IEnumerable<IssueId> Issues => Into.IsNone ? From : From.Append(Into);

    /// <summary>The op of a merge.</summary>
    public static IssueOp Of(in IssueMergeFact fact)
    {
        var batch = new FactBatch();
        batch.Add(fact);
        return new(fact.Kind, fact.ProjectId, fact.Timestamp, fact.From, fact.Into, [], batch.Bytes);
    }

    /// <summary>The op of an unmerge.</summary>
    public static IssueOp Of(in IssueUnmergeFact fact)
    {
        var batch = new FactBatch();
        batch.Add(fact);
        return new(fact.Kind, fact.ProjectId, fact.Timestamp, [fact.From], fact.Into, fact.Hashes, batch.Bytes);
    }

    /// <summary>The op of a deletion.</summary>
    public static IssueOp Of(in IssueDeleteFact fact)
    {
        var batch = new FactBatch();
        batch.Add(fact);
        return new(fact.Kind, fact.ProjectId, fact.Timestamp, fact.Issues, default, [], batch.Bytes);
    }

    /// <inheritdoc/>
    public int CompareTo(IssueOp? other)
    {
        if (other is null)
        {
            return 1;
        }

        int order = Time.CompareTo(other.Time);
        order = order != 0 ? order : Kind.CompareTo(other.Kind);
        return order != 0 ? order : Bytes.Span.SequenceCompareTo(other.Bytes.Span);
    }
}
