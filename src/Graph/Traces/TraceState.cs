using ReplayGraph.Events;

namespace ReplayGraph.Traces;

/// <summary>
/// The state of a trace: its observations, the replays whose segments list it, and the annotations of its events. An untraced event has its
/// own state, which no replay lists. Hosts store it as they like: as packed rows, or as tables.
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

    /// <summary>The replays that list the trace.</summary>
    public abstract ReadOnlySpan<ReplayRef> Replays { get; }

    /// <summary>Adds a replay. False if it was known.</summary>
    public abstract bool AddReplay(ReplayRef replay);

    /// <summary>The annotations of an event, or null if it has none.</summary>
    public abstract EventAnnotations? Annotations(EventId id);
}
