using ReplayGraph.Cluster.Ids;
using ReplayGraph.Cluster.Messages;
using ReplayGraph.Facts;
using ReplayGraph.Ingest;
using ReplayGraph.Replays;

namespace ReplayGraph.Cluster.Replays;

/// <summary>A replay's state as a grain holds it: the step's own state, and which messages are due.</summary>
public sealed class ReplayFold(ReplayId id, NodeContext context) : IFactVisitor, IReplayOutbox
{
    private readonly HashSet<Listed> _listed = [];
    private readonly HashSet<NodeId> _namedBy = [];

    // What the fact being visited lists, and what was listed and acknowledged before.
    private readonly (HashSet<TraceId> Traces, HashSet<Listed> Events) _acknowledged = ([], []);

    /// <summary>The state.</summary>
    public ReplayState State { get; } = new(id);

    /// <summary>Traces that hold an observation that names it.</summary>
    internal IReadOnlyCollection<NodeId> NamedBy => _namedBy;

    /// <summary>All that it lists.</summary>
    internal IReadOnlyCollection<Listed> Listed => _listed;

    /// <summary>Whether the fact that was visited last was new.</summary>
    internal bool IsNews { get; private set; }

    /// <summary>The messages that are due: traces and events that were listed by what was visited since these sets were emptied.</summary>
    internal (HashSet<TraceId> Traces, HashSet<Listed> Events) Told { get; } = ([], []);

    /// <summary>Messages of earlier ingests that are not acknowledged yet.</summary>
    internal PendingNotifications PendingNotifications { get; } = new();

    /// <summary>Takes a name in. False if it was known.</summary>
    internal bool Name(NodeId by) => _namedBy.Add(by);

    /// <inheritdoc/>
    public void Visit(in SegmentFact fact) => Complete(ReplayStep.Record(State, fact, context.Expiry, new OwnNames(), this));

    /// <inheritdoc/>
    public void Visit(in EventLinkFact fact) => Complete(ReplayStep.Link(State, fact, this));

    /// <inheritdoc/>
    public void Visit(in ReplayDeleteFact fact) => Complete(ReplayStep.Delete(State, fact));

    /// <inheritdoc/>
    public void ListTrace(TraceId trace, bool isNew) =>
        (isNew || PendingNotifications.Contains(trace) ? Told : _acknowledged).Traces.Add(trace);

    /// <inheritdoc/>
    public bool ListEvent(EventId id, ProjectId project)
    {
        var listed = new Listed(id, State.Id, project);
        bool isNew = _listed.Add(listed);
        (isNew || PendingNotifications.Contains(listed) ? Told : _acknowledged).Events.Add(listed);
        return isNew;
    }

    /// <inheritdoc/>
    public void Visit(in EventFact fact) => throw Wrong(fact);

    /// <inheritdoc/>
    public void Visit(in IssueMergeFact fact) => throw Wrong(fact);

    /// <inheritdoc/>
    public void Visit(in IssueUnmergeFact fact) => throw Wrong(fact);

    /// <inheritdoc/>
    public void Visit(in IssueDeleteFact fact) => throw Wrong(fact);

    /// <inheritdoc/>
    public void Visit(in EventDeleteFact fact) => throw Wrong(fact);

    /// <inheritdoc/>
    public void Visit(in EventMoveFact fact) => throw Wrong(fact);

    private static InvalidDataException Wrong(IFact fact) => new($"a fact of kind {fact.Kind} does not concern a replay");

    // A fact that was known comes from a retry: the ingest that brought it first may have failed before all was delivered.
    private void Complete(bool isNew)
    {
        IsNews = isNew;
        if (!isNew)
        {
            Told.Traces.UnionWith(_acknowledged.Traces);
            Told.Events.UnionWith(_acknowledged.Events);
        }

        _acknowledged.Traces.Clear();
        _acknowledged.Events.Clear();
    }
}
