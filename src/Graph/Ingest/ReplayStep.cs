using ReplayGraph.Facts;
using ReplayGraph.Replays;

namespace ReplayGraph.Ingest;

/// <summary>
/// Receives the messages of a replay's step. They carry state, not changes, so they may be delivered more than once. A trace or event is
/// reported with every fact that lists it, so that a host that cannot know whether a message was delivered can repeat it.
/// </summary>
public interface IReplayOutbox
{
    /// <summary>To a trace: a segment of the replay lists it.</summary>
    /// <param name="trace">The trace.</param>
    /// <param name="isNew">False if the replay listed it before.</param>
    void ListTrace(TraceId trace, bool isNew);

    /// <summary>To an event: the replay lists it.</summary>
    /// <param name="id">The event.</param>
    /// <param name="project">Only events of this project; none: of any.</param>
    /// <returns>False if the replay listed it before.</returns>
    bool ListEvent(EventId id, ProjectId project);
}

/// <summary>
/// The rule of a replay: what its segments, event links and deletions change, and which traces and events to notify. If a step returns
/// true, call <see cref="ReplayState.Summarize"/> to make the change visible to lookups.
/// </summary>
public static class ReplayStep
{
    /// <summary>Records a segment, or the row that archives the replay.</summary>
    /// <returns>False if nothing changed.</returns>
    public static bool Record<TNames>(ReplayState replay, in SegmentFact fact, in Expiry expiry, TNames names, IReplayOutbox outbox)
        where TNames : ISegmentNames
    {
        if (fact.IsArchived)
        {
            return replay.Archive(fact.Timestamp);
        }

        bool isNew = replay.Add(SegmentRow.Of(fact, names), expiry.At(fact.Timestamp, fact.RetentionDays));
        foreach (TraceId trace in fact.TraceIds ?? [])
        {
            bool isNewTrace = replay.Traces.Add(trace);
            outbox.ListTrace(trace, isNewTrace);
            isNew |= isNewTrace;
        }

        foreach (EventId id in fact.ErrorIds ?? [])
        {
            isNew |= List(replay, id, default, outbox);
        }

        return isNew;
    }

    /// <summary>Records an event link.</summary>
    /// <returns>False if it was known.</returns>
    public static bool Link(ReplayState replay, in EventLinkFact fact, IReplayOutbox outbox) =>
        List(replay, fact.EventId, fact.ProjectId, outbox);

    /// <summary>Records a deletion.</summary>
    /// <returns>False if it was known.</returns>
    public static bool Delete(ReplayState replay, in ReplayDeleteFact fact) => replay.Delete(fact.ProjectId);

    private static bool List(ReplayState replay, EventId id, ProjectId project, IReplayOutbox outbox)
    {
        replay.Errors.Add(id);
        return outbox.ListEvent(id, project);
    }
}
