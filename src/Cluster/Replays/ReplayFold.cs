using ReplayGraph.Facts;
using ReplayGraph.Cluster.Ids;
using ReplayGraph.Cluster.Messages;
using ReplayGraph.Queries;
using ReplayGraph.Replays;

namespace ReplayGraph.Cluster.Replays;

/// <summary>A replay's state as a grain holds it: the step's own state, and who is to be told of it.</summary>
public sealed class ReplayFold(ReplayId id, NodeContext context) : IFactVisitor
{
    private readonly HashSet<Listed> _listed = [];
    private readonly HashSet<NodeId> _namedBy = [];

    /// <summary>The state.</summary>
    public ReplayState State { get; } = new(id);

    /// <summary>Traces that hold an observation that names it.</summary>
    internal IReadOnlyCollection<NodeId> NamedBy => _namedBy;

    /// <summary>All that it lists.</summary>
    internal IReadOnlyCollection<Listed> Listed => _listed;

    /// <summary>Whether the fact that was visited last was new.</summary>
    internal bool IsNews { get; private set; }

    /// <summary>Traces and events to tell that they are listed, by what was visited since it was emptied.</summary>
    internal (HashSet<TraceId> Traces, HashSet<Listed> Events) Told { get; } = ([], []);

    /// <summary>Whom it told lately, who may not have heard yet.</summary>
    internal PendingNotifications PendingNotifications { get; } = new();

    /// <summary>Takes a name in. False if it was known.</summary>
    internal bool Name(NodeId by) => _namedBy.Add(by);

    /// <inheritdoc/>
    public void Visit(in SegmentFact fact)
    {
        if (fact.IsArchived)
        {
            IsNews = State.Archive(fact.Timestamp);
            return;
        }

        IsNews = State.Add(ToRow(fact), context.ExpiryOf(fact.Timestamp, fact.RetentionDays));
        List<TraceId> traces = [];
        List<Listed> events = [];
        foreach (TraceId trace in fact.TraceIds ?? [])
        {
            if (State.Traces.Add(trace))
            {
                IsNews = true;
                traces.Add(trace);
            }
            else if (PendingNotifications.Contains(trace))
            {
                traces.Add(trace);
            }
        }

        foreach (EventId e in fact.ErrorIds ?? [])
        {
            List(new(e, State.Id, default), events);
        }

        // A segment that was known already is told again: then its traces and events are too.
        Told.Traces.UnionWith(IsNews ? traces : fact.TraceIds ?? []);
        Told.Events.UnionWith(IsNews ? events : (fact.ErrorIds ?? []).Select(e => new Listed(e, State.Id, default)));
    }

    /// <inheritdoc/>
    public void Visit(in EventLinkFact fact)
    {
        IsNews = false;
        var listed = new Listed(fact.EventId, fact.ReplayId, fact.ProjectId);
        List(listed, []);
        Told.Events.Add(listed);
    }

    /// <inheritdoc/>
    public void Visit(in ReplayDeleteFact fact) => IsNews = State.Delete(fact.ProjectId);

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

    private static InvalidDataException Wrong(IFact fact) => new($"a fact of kind {fact.Kind} concerns no replay");

    private void List(in Listed listed, List<Listed> news)
    {
        State.Errors.Add(listed.Event);
        if (_listed.Add(listed))
        {
            IsNews = true;
            news.Add(listed);
        }
        else if (PendingNotifications.Contains(listed))
        {
            news.Add(listed);
        }
    }

    private static SegmentRow ToRow(in SegmentFact fact) => new()
    {
        SegmentId = fact.SegmentId,
        Timestamp = fact.Timestamp,
        ReplayStart = fact.ReplayStart,
        ProjectId = fact.ProjectId,
        Type = fact.ReplayType,
        Environment = NameOrNull(fact.Environment),
        Release = NameOrNull(fact.Release),
        Platform = NameOrNull(fact.Platform),
        User = fact.UserId.IsNone && fact.UserName.IsNone && fact.UserEmail.IsNone && fact.UserIp.IsNone
            ? null
            : new ReplayUser(TextOrNull(fact.UserId), TextOrNull(fact.UserName), TextOrNull(fact.UserEmail), TextOrNull(fact.UserIp)),
        Urls = [.. (fact.Urls ?? []).Where(url => !url.IsNone).Select(url => new Name(url.Span, 0)).Distinct()],
    };

    private static Name? NameOrNull(Text text) => text.IsNone ? null : new(text.Span, 0);

    private static string? TextOrNull(Text text) => text.IsNone ? null : text.ToString();
}
