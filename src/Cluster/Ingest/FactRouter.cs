using System.Runtime.InteropServices;
using ReplayGraph.Cluster.Ids;
using ReplayGraph.Facts;
using ReplayGraph.Ingest;
using ReplayGraph.Issues;

namespace ReplayGraph.Cluster.Ingest;

/// <summary>Sorts the facts of a batch by the nodes that receive them first.</summary>
internal sealed class FactRouter(OrganizationId organization, NodeContext context) : IFactVisitor
{
    private readonly Expiry _expiry = context.Expiry;
    private ReadOnlyMemory<byte> _fact;
    private ObservedEvent? _observed;

    /// <summary>Events by where they are joined.</summary>
    internal Dictionary<NodeId, List<ObservedEvent>> Traces { get; } = [];

    /// <summary>The ids of these events, perhaps repeated.</summary>
    internal List<EventId> Events { get; } = [];

    /// <summary>Segments, event links and deletions by replay.</summary>
    internal Dictionary<ReplayId, List<ReadOnlyMemory<byte>>> Replays { get; } = [];

    /// <summary>Rare facts, which the organization stores and counts.</summary>
    internal List<ReadOnlyMemory<byte>> Rare { get; } = [];

    /// <summary>Deletions of replays, which the organization stores too. The replay counts them.</summary>
    internal List<ReadOnlyMemory<byte>> ReplayDeletions { get; } = [];

    /// <summary>Moves of events.</summary>
    internal List<EventMoveFact> Moves { get; } = [];

    /// <summary>The mentions of issues and transaction names, linked or not.</summary>
    internal Mentioned Mentioned { get; } = new(organization, context);

    /// <summary>The titles of issues, whether their events are new or not.</summary>
    internal TitledIssues Titled { get; } = new(organization, context);

    /// <summary>The number of expired facts.</summary>
    internal int Expired { get; private set; }

    /// <summary>Sorts a batch.</summary>
    /// <exception cref="InvalidDataException">The bytes are not those of a batch.</exception>
    internal void Route(ReadOnlyMemory<byte> batch)
    {
        var from = new FactReader(batch);
        while (!from.AtEnd)
        {
            int start = from.At;
            var kind = (FactKind)batch.Span[start];
            if (kind is FactKind.Error or FactKind.Transaction or (FactKind)TitleEncoding.Record)
            {
                _observed = ObservedEvent.Next(batch, ref from, out EventFact fact);
                Visit(fact);
            }
            else
            {
                // Skipped first to find its end, which the visitor needs.
                FactSlice.Skip(ref from);
                _fact = batch[start..from.At];
                FactBatch.Read(_fact, this);
            }
        }
    }

    public void Visit(in EventFact fact)
    {
        Mentioned.Take(fact);
        Titled.Take(fact);
        if (Arrival.HasExpired(fact, _expiry))
        {
            Expired++;
            return;
        }

        NodeId at = NodeId.Of(organization, fact.TraceId, fact.EventId);
        (CollectionsMarshal.GetValueRefOrAddDefault(Traces, at, out _) ??= []).Add(_observed!);
        Events.Add(fact.EventId);
    }

    public void Visit(in SegmentFact fact)
    {
        if (Arrival.HasExpired(fact, _expiry))
        {
            Expired++;
            return;
        }

        Add(fact.ReplayId);
    }

    public void Visit(in EventLinkFact fact) => Add(fact.ReplayId);

    public void Visit(in ReplayDeleteFact fact)
    {
        Add(fact.ReplayId);
        ReplayDeletions.Add(_fact);
    }

    public void Visit(in IssueMergeFact fact)
    {
        Mentioned.Take(IssueOp.Of(fact));
        Rare.Add(_fact);
    }

    public void Visit(in IssueUnmergeFact fact)
    {
        Mentioned.Take(IssueOp.Of(fact));
        Rare.Add(_fact);
    }

    public void Visit(in IssueDeleteFact fact)
    {
        Mentioned.Take(IssueOp.Of(fact));
        Rare.Add(_fact);
    }

    public void Visit(in EventDeleteFact fact) => Rare.Add(_fact);

    public void Visit(in EventMoveFact fact)
    {
        Mentioned.Take(fact);
        Rare.Add(_fact);
        Moves.Add(fact);
    }

    private void Add(ReplayId replay) => (CollectionsMarshal.GetValueRefOrAddDefault(Replays, replay, out _) ??= []).Add(_fact);
}
