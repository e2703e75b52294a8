using ReplayGraph.Cluster.Ids;
using ReplayGraph.Cluster.Messages;
using ReplayGraph.Facts;
using ReplayGraph.Ingest;
using ReplayGraph.Replays;

namespace ReplayGraph.Cluster.Replays;

/// <summary>A replay's state in the cluster: the state of its step, and the notifications to send.</summary>
public sealed class ReplayFold(ReplayId id, NodeContext context) : IPartialFactVisitor, IReplayOutbox
{
    private readonly HashSet<Listed> _listed = [];
    private readonly HashSet<NodeId> _namedBy = [];

    // What the visited fact lists that was listed and acknowledged before.
    private readonly (HashSet<TraceId> Traces, HashSet<Listed> Events) _acknowledged = ([], []);

    /// <summary>The state.</summary>
    public ReplayState State { get; } = new(id);

    /// <summary>The traces with an observation that names it.</summary>
    internal IReadOnlyCollection<NodeId> NamedBy => _namedBy;

    internal IReadOnlyCollection<Listed> Listed => _listed;

    /// <summary>Whether the last visited fact was new.</summary>
    internal bool IsNew { get; private set; }

    /// <summary>The notifications to send: traces and events that were listed since these sets were last cleared.</summary>
    internal (HashSet<TraceId> Traces, HashSet<Listed> Events) Notifications { get; } = ([], []);

    /// <summary>Notifications of earlier ingests that are not acknowledged yet.</summary>
    internal PendingNotifications PendingNotifications { get; } = new();

    /// <summary>Adds a node that names the replay. False if it was known.</summary>
    internal bool Name(NodeId by) => _namedBy.Add(by);

    /// <inheritdoc/>
    public void Visit(in SegmentFact fact) => Complete(ReplayStep.Record(State, fact, context.Expiry, new OwnNames(), this));

    /// <inheritdoc/>
    public void Visit(in EventLinkFact fact) => Complete(ReplayStep.Link(State, fact, this));

    /// <inheritdoc/>
    public void Visit(in ReplayDeleteFact fact) => Complete(ReplayStep.Delete(State, fact));

    /// <inheritdoc/>
    public void ListTrace(TraceId trace, bool isNew) =>
        (isNew || PendingNotifications.Contains(trace) ? Notifications : _acknowledged).Traces.Add(trace);

    /// <inheritdoc/>
    public bool ListEvent(EventId id, ProjectId project)
    {
        var listed = new Listed(id, State.Id, project);
        bool isNew = _listed.Add(listed);
        (isNew || PendingNotifications.Contains(listed) ? Notifications : _acknowledged).Events.Add(listed);
        return isNew;
    }

    /// <inheritdoc/>
    public void Other<T>(in T fact)
        where T : struct, IFact => throw new InvalidDataException($"A fact of kind {fact.Kind} does not apply to a replay.");

    // A known fact comes from a retry: the first ingest may have failed before all notifications were delivered.
    private void Complete(bool isNew)
    {
        IsNew = isNew;
        if (!isNew)
        {
            Notifications.Traces.UnionWith(_acknowledged.Traces);
            Notifications.Events.UnionWith(_acknowledged.Events);
        }

        _acknowledged.Traces.Clear();
        _acknowledged.Events.Clear();
    }
}
