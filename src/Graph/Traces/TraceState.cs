using ReplayGraph.Events;

namespace ReplayGraph.Traces;

/// <summary>
/// What a trace holds: its observations, the replays whose segments list it, and what is known of its events by id. An event without
/// a trace has such a state of its own, in which no replay can be seen. How it is kept is the host's matter: packed rows, or tables.
/// </summary>
public abstract class TraceState
{
    /// <summary>The latest row, or none.</summary>
    public abstract RowRef First { get; }

    /// <summary>The row before, or none.</summary>
    public abstract RowRef Next(RowRef row);

    /// <summary>Reads a row.</summary>
    public abstract void Read(RowRef row, out Observation observation);

    /// <summary>Takes a row out.</summary>
    public abstract void Remove(RowRef row);

    /// <summary>The replays that list the trace.</summary>
    public abstract ReadOnlySpan<ReplayRef> Replays { get; }

    /// <summary>Adds one. False if it was there.</summary>
    public abstract bool AddReplay(ReplayRef replay);

    /// <summary>What is known of an event by its id, or null if nothing is.</summary>
    public abstract EventAnnotations? Marks(EventId id);
}
