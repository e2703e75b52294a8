using ReplayGraph.Links;
using ReplayGraph.Cluster.Links;
using ReplayGraph.Replays;
using ReplayGraph.Traces;

namespace ReplayGraph.Cluster.Traces;

/// <summary>Collects what a trace's step says, to be sent once the step is durable.</summary>
internal sealed class TraceOutbox(TraceRows rows) : IOutbox
{
    private LinkEntries? _links;
    private readonly List<ReplayId> _named = [];

    /// <summary>True while what is said may have been said before.</summary>
    internal bool IsAgain { get; set; }

    internal ReadOnlyMemory<byte> Links => _links?.Bytes ?? default;

    internal IReadOnlyList<ReplayId> Named => _named;

    public void Contribute(in Observation observation, RowRef row, ReplayRef replay, Evidence evidence)
    {
        LinkEntryKind kind = IsAgain ? LinkEntryKind.LinkAgain : LinkEntryKind.Link;
        (_links ??= new()).Add(kind, evidence, rows.IdOf(replay), rows.Bytes(row).Span);
    }

    public void Withdraw(in Observation observation, RowRef row) =>
        (_links ??= new()).Add(LinkEntryKind.Withdrawn, Evidence.None, default, rows.Bytes(row).Span);

    public void Name(ReplayRef replay, RowRef row)
    {
        ReplayId id = rows.IdOf(replay);
        if (!_named.Contains(id))
        {
            _named.Add(id);
        }
    }
}
