using ReplayGraph.Links;
using ReplayGraph.Traces;

namespace ReplayGraph.Lookups;

/// <summary>The detail that a sink needs. More detail costs more.</summary>
internal enum PairDetail
{
    /// <summary>Replay, evidence and time.</summary>
    Link,

    /// <summary>The event too.</summary>
    Event,

    /// <summary>The whole observation.</summary>
    Observation,
}

/// <summary>Receives the results of a scan: observations that pass the filter, each with a replay that it is linked with.</summary>
internal abstract class PairSink
{
    /// <summary>Which of the three methods is called. Where the observation has been read anyway, it is always the last.</summary>
    internal abstract PairDetail Detail { get; }

    /// <summary>Whether <see cref="Accepts"/> may be false.</summary>
    internal virtual bool IsSelective => false;

    /// <summary>Whether to take pairs of this replay at this time, in ms.</summary>
    internal virtual bool Accepts(ReplayRef replay, long time) => true;

    /// <summary>A replay, and when the event happened, in ms.</summary>
    internal virtual void Take(ReplayRef replay, Evidence evidence, long time) => throw new System.Diagnostics.UnreachableException();

    /// <summary>A replay, when the event happened, and which event it is.</summary>
    internal virtual void Take(ReplayRef replay, Evidence evidence, long time, ProjectId project, EventId id) => Take(replay, evidence, time);

    /// <summary>A replay and an observation, with the issue that it belongs to.</summary>
    internal virtual void Take(ReplayRef replay, Evidence evidence, in Observation observation, IssueId issue) =>
        Take(replay, evidence, observation.Timestamp.Milliseconds, observation.ProjectId, observation.EventId);

    /// <summary>Takes a replay of a shared trace, which makes no link.</summary>
    internal virtual void TakeShared(ReplayRef replay)
    {
    }

    /// <summary>Takes a replay that lists a trace or an event that has not arrived.</summary>
    internal virtual void TakeEmpty(ReplayRef replay, Evidence evidence)
    {
    }
}
