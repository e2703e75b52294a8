using ReplayGraph.Links;
using ReplayGraph.Traces;

namespace ReplayGraph.Cluster.Lookups;

/// <summary>An observation that answers a key and passed the filter, and a replay that it is linked with.</summary>
internal readonly ref struct Pair
{
    /// <summary>The replay's number.</summary>
    internal readonly int Replay;

    /// <summary>All evidence.</summary>
    internal readonly Evidence Evidence;

    /// <summary>When the event happened, in ms.</summary>
    internal readonly long Time;

    /// <summary>The event's project.</summary>
    internal readonly ProjectId Project;

    /// <summary>The event.</summary>
    internal readonly EventId Event;

    /// <summary>The issue that it belongs to; of meaning with the observation.</summary>
    internal readonly IssueId Issue;

    /// <summary>All of the observation: there for sinks that need it.</summary>
    internal readonly ref readonly Observation Observation;

    internal Pair(int replay, Evidence evidence, long time, ProjectId project, EventId id) =>
        (Replay, Evidence, Time, Project, Event) = (replay, evidence, time, project, id);

    internal Pair(int replay, Evidence evidence, ref readonly Observation observation, IssueId issue)
        : this(replay, evidence, observation.Timestamp.Milliseconds, observation.ProjectId, observation.EventId)
    {
        Observation = ref observation;
        Issue = issue;
    }
}

/// <summary>Takes what a scan finds.</summary>
internal abstract class PairSink
{
    /// <summary>Whether it needs whole observations.</summary>
    internal abstract bool NeedsObservations { get; }

    /// <summary>Whether it asks which event a pair is of; else it may be told none.</summary>
    internal virtual bool NeedsEvents => NeedsObservations;

    /// <summary>Whether it wants pairs of that replay.</summary>
    internal virtual bool Wants(int replay) => true;

    /// <summary>An observation and a replay.</summary>
    internal abstract void Take(scoped in Pair pair);

    /// <summary>A replay that lists a trace or an event that has not come.</summary>
    internal abstract void TakeEmpty(int replay, Evidence evidence);
}
