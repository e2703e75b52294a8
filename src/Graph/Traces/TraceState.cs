using ReplayGraph.Events;

namespace ReplayGraph.Traces;

/// <summary>
/// The state of a trace: its observations, the replays that list it or that its events name, and the annotations of its events. An untraced
/// event has its own state, which holds no replays. Hosts store it as they like: as packed rows, or as tables.
/// </summary>
public abstract class TraceState
{
    /// <summary>The latest row, or none.</summary>
    public abstract RowRef First { get; }

    /// <summary>The row before, or none.</summary>
    public abstract RowRef Next(RowRef row);

    /// <summary>Reads a row: its ids, times and hashes. A host may leave out its texts, which no step reads.</summary>
    public abstract void Read(RowRef row, out Observation observation);

    /// <summary>Removes a row.</summary>
    public abstract void Remove(RowRef row);

    /// <summary>The replays, in order of arrival.</summary>
    public abstract ReadOnlySpan<TraceReplay> Replays { get; }

    /// <summary>The number of replays beyond which the trace is shared.</summary>
    public abstract int SharedTraceReplays { get; }

    /// <summary>Whether the trace is shared. It stays so.</summary>
    public bool IsShared => Replays.Length > SharedTraceReplays;

    /// <summary>Adds a role of a replay. False if it was known.</summary>
    public abstract bool Add(ReplayRef replay, TraceRole role);

    /// <summary>The annotations of an event, or null if it has none.</summary>
    public abstract EventAnnotations? Annotations(EventId id);
}
