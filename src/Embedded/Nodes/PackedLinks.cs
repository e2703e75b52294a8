using ReplayGraph.Embedded.Snapshots;
using ReplayGraph.Events;
using ReplayGraph.Links;
using ReplayGraph.Lookups;
using ReplayGraph.Traces;

namespace ReplayGraph.Embedded.Nodes;

/// <summary>The links of an issue or a transaction name. One thread writes; any number read without a lock.</summary>
internal sealed class PackedLinks(OrganizationNodes nodes) : LinkSet
{
    private LinkRows _rows = new();
    private int _version;
    private volatile bool _hasReassigned;
    private volatile bool _hasRepeatedEvents;

    public override ReadOnlySpan<LinkRow> Rows => _rows.All;

    public override bool HasOthers => _rows.HasOthers;

    public override bool HasReassigned => _hasReassigned;

    public override bool HasRepeatedEvents => _hasRepeatedEvents;

    public override Mentions Mentions { get; } = new();

    /// <summary>Counts changes: results computed from the same version are still valid.</summary>
    internal int Version => Volatile.Read(ref _version);

    internal CachedRanking Ranking { get; } = new();

    public override ProjectId ProjectOf(in LinkRow row) => nodes.ProjectOf(row.Project);

    public override string EnvironmentOf(in LinkRow row) => nodes.Names[row.Environment]?.ToString() ?? "";

    public override bool TryIdentify(in LinkRow row, out ProjectId project, out EventId id) =>
        nodes.TryIdentify(row.Observation.Index, out project, out id);

    public override bool TryRead(in LinkRow row, out Observation observation) =>
        nodes.TryRead(row.Observation.Index, out observation, out _);

    public override EventAnnotations? Overrides(in LinkRow row) => nodes.Overrides(row.Observation);

    internal void Contribute(in Observation observation, RowRef row, ReplayRef replay, Evidence evidence)
    {
        if (LinkStep.Contribute(_rows, row, replay, evidence, new Factory(nodes, observation)))
        {
            Touch();
        }
    }

    /// <summary>The link of a row that <see cref="Contribute"/> would add.</summary>
    internal LinkRow Describe(in Observation observation, RowRef row, ReplayRef replay, Evidence evidence) =>
        new Factory(nodes, observation).Create(row, replay, evidence);

    /// <summary>Contributes a described link; withdraws all links of its row if it has no evidence.</summary>
    internal void Take(in LinkRow link)
    {
        if (link.Evidence == Evidence.None)
        {
            Withdraw(link.Observation);
        }
        else if (LinkStep.Contribute(_rows, link.Observation, link.Replay, link.Evidence, new Described(link)))
        {
            Touch();
        }
    }

    /// <summary>Permanently withdraws all links of a row.</summary>
    internal void Withdraw(RowRef row)
    {
        _rows.Withdraw(one => one == row);
        Touch();
    }

    /// <summary>Records that an event of a row may belong to another issue or be deleted.</summary>
    internal void MarkReassigned()
    {
        _hasReassigned = true;
        Touch();
    }

    /// <summary>Records that an event may occur twice.</summary>
    internal void MarkRepeatedEvents()
    {
        _hasRepeatedEvents = true;
        Touch();
    }

    /// <summary>Invalidates cached rankings, for a reason outside the links.</summary>
    internal void Touch() => Volatile.Write(ref _version, _version + 1);

    /// <summary>Drops links whose rows are no longer held.</summary>
    internal void Keep(Func<uint, bool> isHeld)
    {
        if (_rows.Keep(row => isHeld(row.Index)))
        {
            Touch();
        }
    }

    internal void Save(SnapshotWriter to)
    {
        to.Number((HasReassigned ? 1 : 0) | (HasRepeatedEvents ? 2 : 0));
        to.Array(Rows);
        to.Array(Mentions.All);
    }

    internal void Load(SnapshotReader from)
    {
        long flags = from.Number();
        _hasReassigned = (flags & 1) != 0;
        _hasRepeatedEvents = (flags & 2) != 0;
        _rows = new(from.Array<LinkRow>());
        foreach (ref readonly Mention mention in from.Array<Mention>().AsSpan())
        {
            Mentions.Add(mention.Project, mention.Until, mention.RetentionDays);
        }
    }

    private readonly ref struct Factory(OrganizationNodes nodes, in Observation observation) : ILinkRowFactory
    {
        private readonly ref readonly Observation _observation = ref observation;

        public LinkRow Create(RowRef row, ReplayRef replay, Evidence evidence)
        {
            ref readonly Observation o = ref _observation;
            return new(
                new(o.Timestamp, o.RetentionDays, !o.IssueId.IsNone), row, replay, evidence, nodes.ProjectNumber(o.ProjectId),
                o.Environment?.Index ?? 0);
        }
    }

    private readonly ref struct Described(in LinkRow link) : ILinkRowFactory
    {
        private readonly ref readonly LinkRow _link = ref link;

        public LinkRow Create(RowRef row, ReplayRef replay, Evidence evidence) => _link;
    }
}
