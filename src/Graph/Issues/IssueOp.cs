using ReplayGraph.Facts;

namespace ReplayGraph.Issues;

/// <summary>
/// A merge, unmerge or deletion of issues. Ops have a total order (time, kind, bytes), so a set of them has the same meaning in any order
/// of arrival.
/// </summary>
/// <param name="Kind">The kind of operation.</param>
/// <param name="Project">Applies only to events of this project.</param>
/// <param name="Time">The cut-off: applies only to events received until then.</param>
/// <param name="From">The issues whose events it moves or deletes.</param>
/// <param name="Into">The issue that they belong to afterwards; none: they are deleted.</param>
/// <param name="Hashes">Of an unmerge: only events with one of these primary hashes; else empty.</param>
/// <param name="Bytes">The encoded fact. It decides equality, and the order of ops of the same time.</param>
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
        return new(fact.Kind, fact.ProjectId, fact.Timestamp, fact.From, fact.Into, [], batch.Bytes.ToArray());
    }

    /// <summary>The op of an unmerge.</summary>
    public static IssueOp Of(in IssueUnmergeFact fact)
    {
        var batch = new FactBatch();
        batch.Add(fact);
        return new(fact.Kind, fact.ProjectId, fact.Timestamp, [fact.From], fact.Into, fact.Hashes, batch.Bytes.ToArray());
    }

    /// <summary>The op of a deletion.</summary>
    public static IssueOp Of(in IssueDeleteFact fact)
    {
        var batch = new FactBatch();
        batch.Add(fact);
        return new(fact.Kind, fact.ProjectId, fact.Timestamp, fact.Issues, default, [], batch.Bytes.ToArray());
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
