using ReplayGraph.Cluster.Messages;
using ReplayGraph.Links;
using ReplayGraph.Traces;

namespace ReplayGraph.Cluster.Traces;

/// <summary>Collects the messages of a trace's step, to be sent once the step is durable.</summary>
internal sealed class TraceOutbox(TraceRows rows) : IOutbox
{
    private List<TraceLink>? _links;
    private List<ReplayId>? _named;

    internal IReadOnlyList<TraceLink> Links => _links ?? (IReadOnlyList<TraceLink>)[];

    internal IReadOnlyList<ReplayId> Named => _named ?? (IReadOnlyList<ReplayId>)[];

    public bool MayBeBehind => true;

    public void Contribute(in Observation observation, RowRef row, ReplayRef replay, Evidence evidence, bool again)
    {
        LinkEntryKind kind = again ? LinkEntryKind.LinkAgain : LinkEntryKind.Link;
        (_links ??= []).Add(new(kind, evidence, rows.IdOf(replay), rows.Event(row)));
    }

    public void Withdraw(in Observation observation, RowRef row) =>
        (_links ??= []).Add(new(LinkEntryKind.Withdrawn, Evidence.None, default, rows.Event(row)));

    // Pages that depend on other events of a trace are not cached.
    public void Recheck(in Observation observation)
    {
    }

    public void Name(ReplayRef replay, RowRef row)
    {
        ReplayId id = rows.IdOf(replay);
        if (_named?.Contains(id) != true)
        {
            (_named ??= []).Add(id);
        }
    }
}
