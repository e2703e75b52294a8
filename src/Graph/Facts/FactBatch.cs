
namespace ReplayGraph.Facts;

/// <summary>
/// Facts in their journal encoding: appended to one buffer, read back in order. Not safe for concurrent use, and must not change while a
/// graph ingests it.
/// </summary>
public sealed class FactBatch
{
    private readonly FactWriter _to = new();
    private long _latest;
    private long _latestExpiry;

    /// <summary>The number of facts.</summary>
    public int Count { get; private set; }

    /// <summary>The facts' bytes, valid until the next call that changes the batch.</summary>
    public ReadOnlyMemory<byte> Bytes => _to.Written;

    /// <summary>Removes all facts and keeps the buffer.</summary>
    public void Clear()
    {
        _to.Clear();
        (Count, _latest, _latestExpiry) = (0, 0, 0);
    }

    /// <summary>
    /// The latest expiry of the events, segments and event links. Merges, moves and deletions do not count: they matter as long as the
    /// facts they apply to.
    /// </summary>
    /// <param name="retention">Retention of facts that do not state their own.</param>
    public Timestamp LatestExpiry(TimeSpan retention) => new(Math.Max(_latestExpiry, _latest == 0 ? 0 : new Timestamp(_latest).Plus(retention).Milliseconds));

    /// <summary>Appends an error or a transaction. A title is kept with its issue, so an event without an issue loses it.</summary>
    public void Add(in EventFact fact)
    {
        if (fact.TitlesItsIssue)
        {
            TitleEncoding.Write(_to, fact.Title);
        }

        EventEncoding.Write(_to, fact);
        Keep(fact.Timestamp, fact.RetentionDays);
    }

    /// <summary>Appends a segment.</summary>
    public void Add(in SegmentFact fact)
    {
        SegmentEncoding.Write(_to, fact);
        Keep(fact.Timestamp, fact.RetentionDays);
    }

    /// <summary>Appends an event link.</summary>
    public void Add(in EventLinkFact fact)
    {
        _latest = Math.Max(_latest, fact.Timestamp.Milliseconds);
        Begin(fact).Link(fact);
    }

    /// <summary>Appends a merge.</summary>
    public void Add(in IssueMergeFact fact) => Begin(fact).Merge(fact);

    /// <summary>Appends an unmerge.</summary>
    public void Add(in IssueUnmergeFact fact) => Begin(fact).Unmerge(fact);

    /// <summary>Appends a deletion of issues.</summary>
    public void Add(in IssueDeleteFact fact) => Begin(fact).Delete(fact);

    /// <summary>Appends a deletion of events.</summary>
    public void Add(in EventDeleteFact fact) => Begin(fact).Delete(fact);

    /// <summary>Appends a move of events.</summary>
    public void Add(in EventMoveFact fact) => Begin(fact).Move(fact);

    /// <summary>Appends a deletion of a replay.</summary>
    public void Add(in ReplayDeleteFact fact) => Begin(fact).Delete(fact);

    /// <summary>Appends all facts of another batch.</summary>
    public void Add(FactBatch other)
    {
        _to.Raw(other.Bytes.Span);
        Count += other.Count;
        _latest = Math.Max(_latest, other._latest);
        _latestExpiry = Math.Max(_latestExpiry, other._latestExpiry);
    }

    /// <summary>
    /// Appends facts that were a batch's bytes before. They are not decoded, so they do not count in <see cref="LatestExpiry"/>.
    /// </summary>
    internal void AddEncoded(ReadOnlySpan<byte> bytes, int count)
    {
        _to.Raw(bytes);
        Count += count;
    }

    /// <summary>Passes the facts in <paramref name="bytes"/> to the visitor, in order.</summary>
    /// <returns>The number of facts.</returns>
    /// <exception cref="InvalidDataException">The bytes are not an encoded batch.</exception>
    public static int Read<T>(ReadOnlyMemory<byte> bytes, T visitor)
        where T : IFactVisitor
    {
        var from = new FactReader(bytes);
        int count = 0;
        for (; !from.AtEnd; count++)
        {
            ReadOne(ref from, visitor);
        }

        return count;
    }

    /// <summary>Passes the next fact to the visitor.</summary>
    internal static void ReadOne<T>(ref FactReader from, T visitor)
        where T : IFactVisitor
    {
        var kind = (FactKind)from.Byte();
        switch (kind)
        {
            case FactKind.Error or FactKind.Transaction:
                visitor.Visit(EventEncoding.Read(kind, ref from));
                break;
            case (FactKind)TitleEncoding.Record:
                Text title = TitleEncoding.Read(ref from);
                visitor.Visit(EventEncoding.Read(EventEncoding.ReadKind(ref from), ref from, title));
                break;
            case FactKind.Segment:
                visitor.Visit(SegmentEncoding.Read(ref from));
                break;
            default:
                RareEncoding.Read(kind, ref from, visitor);
                break;
        }
    }

    private void Keep(Timestamp time, ushort days)
    {
        Count++;
        if (days == 0)
        {
            _latest = Math.Max(_latest, time.EndOfDay.Milliseconds);
        }
        else
        {
            _latestExpiry = Math.Max(_latestExpiry, time.EndOfDay.Plus(TimeSpan.FromDays(days)).Milliseconds);
        }
    }

    private RareEncoding Begin<T>(in T fact)
        where T : struct, IFact
    {
        Count++;
        return new(_to, fact);
    }
}
