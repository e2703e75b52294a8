namespace ReplayGraph.Facts;

/// <summary>Encodes the rare facts: kind, time, project, then the fields of the kind.</summary>
internal readonly ref struct RareEncoding
{
    private readonly FactWriter _to;

    internal RareEncoding(FactWriter to, IFact fact)
    {
        _to = to;
        to.Byte((byte)fact.Kind);
        to.Time(fact.Timestamp);
    }

    internal void Link(in EventLinkFact fact)
    {
        Project(fact.ProjectId);
        _to.Id(fact.ReplayId.Value);
        _to.Id(fact.EventId.Value);
        _to.Byte((byte)fact.Level);
    }

    internal void Merge(in IssueMergeFact fact)
    {
        Project(fact.ProjectId);
        Issues(fact.From);
        Issue(fact.Into);
    }

    internal void Unmerge(in IssueUnmergeFact fact)
    {
        Project(fact.ProjectId);
        Issue(fact.From);
        Issue(fact.Into);
        _to.Number((ulong)fact.Hashes.Length);
        foreach (UInt128 hash in fact.Hashes)
        {
            _to.Id(hash);
        }
    }

    internal void Delete(in IssueDeleteFact fact)
    {
        Project(fact.ProjectId);
        Issues(fact.Issues);
    }

    internal void Delete(in EventDeleteFact fact)
    {
        Project(fact.ProjectId);
        Events(fact.EventIds);
        _to.Id(fact.PrimaryHash);
    }

    internal void Move(in EventMoveFact fact)
    {
        Project(fact.ProjectId);
        Events(fact.EventIds);
        Issue(fact.Into);
    }

    internal void Delete(in ReplayDeleteFact fact)
    {
        Project(fact.ProjectId);
        _to.Id(fact.ReplayId.Value);
    }

    internal static void Read<T>(FactKind kind, ref FactReader from, T visitor)
        where T : IFactVisitor
    {
        Timestamp time = from.Time();
        var project = new ProjectId((long)from.Number());
        switch (kind)
        {
            case FactKind.EventLink:
                visitor.Visit(new EventLinkFact(new(from.Id()), new(from.Id()), project, time, (Level)from.Byte()));
                break;
            case FactKind.IssueMerge:
                visitor.Visit(new IssueMergeFact(project, Issues(ref from), Issue(ref from), time));
                break;
            case FactKind.IssueUnmerge:
                visitor.Visit(new IssueUnmergeFact(project, Issue(ref from), Issue(ref from), Hashes(ref from), time));
                break;
            case FactKind.IssueDelete:
                visitor.Visit(new IssueDeleteFact(project, Issues(ref from), time));
                break;
            case FactKind.EventDelete:
                visitor.Visit(new EventDeleteFact(project, SegmentEncoding.Events(ref from), time, from.Id()));
                break;
            case FactKind.EventMove:
                visitor.Visit(new EventMoveFact(project, SegmentEncoding.Events(ref from), Issue(ref from), time));
                break;
            case FactKind.ReplayDelete:
                visitor.Visit(new ReplayDeleteFact(new(from.Id()), project, time));
                break;
            default:
                throw new InvalidDataException($"Unknown fact kind {(byte)kind}.");
        }
    }

    private static IssueId Issue(ref FactReader from) => new((long)from.Number());

    private static IssueId[] Issues(ref FactReader from)
    {
        var ids = new IssueId[from.Count(1)];
        for (int i = 0; i < ids.Length; i++)
        {
            ids[i] = Issue(ref from);
        }

        return ids;
    }

    private static UInt128[] Hashes(ref FactReader from)
    {
        var hashes = new UInt128[from.Count(16)];
        for (int i = 0; i < hashes.Length; i++)
        {
            hashes[i] = from.Id();
        }

        return hashes;
    }

    private void Project(ProjectId id) => _to.Number((ulong)id.Value);

    private void Issue(IssueId id) => _to.Number((ulong)id.Value);

    private void Issues(IssueId[] ids)
    {
        _to.Number((ulong)ids.Length);
        foreach (IssueId id in ids)
        {
            Issue(id);
        }
    }

    private void Events(EventId[] ids)
    {
        _to.Number((ulong)ids.Length);
        foreach (EventId id in ids)
        {
            _to.Id(id.Value);
        }
    }
}
