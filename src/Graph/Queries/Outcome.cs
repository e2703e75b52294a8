namespace ReplayGraph.Queries;

/// <summary>Whether an event has a replay, and why it has none: the categories of coverage, best first.</summary>
/// <remarks>The numbers are sent between silos and never change.</remarks>
public enum Outcome : byte
{
    /// <summary>Not specified.</summary>
    None = 0,

    /// <summary>It has a live replay.</summary>
    Linked = 1,

    /// <summary>Segment 0 of its replay is missing.</summary>
    Partial = 2,

    /// <summary>Its replay has no segments.</summary>
    Pending = 3,

    /// <summary>Its replay was archived, deleted or has expired.</summary>
    Gone = 4,

    /// <summary>It happened too long before or after its replay.</summary>
    Stale = 5,

    /// <summary>Its trace is shared by many replays, without direct evidence.</summary>
    Shared = 6,

    /// <summary>It has a trace, but no replay.</summary>
    Unseen = 7,

    /// <summary>It has neither a trace nor a replay.</summary>
    Unnamed = 8,
}
