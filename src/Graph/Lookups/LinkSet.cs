using ReplayGraph.Events;
using ReplayGraph.Links;
using ReplayGraph.Traces;

namespace ReplayGraph.Lookups;

/// <summary>The links of an issue or a transaction name, as lookups read them.</summary>
public abstract class LinkSet
{
    /// <summary>The links, in order of arrival; withdrawn ones have no evidence.</summary>
    public abstract ReadOnlySpan<LinkRow> Rows { get; }

    /// <summary>Maps a replay's number in the rows, minus 1, to its number in the view; null if they are the same.</summary>
    public virtual int[]? ReplayNumbers => null;

    /// <summary>Whether an observation has several rows.</summary>
    public abstract bool HasOthers { get; }

    /// <summary>Whether an event of the rows may have been moved or deleted.</summary>
    public abstract bool HasReassigned { get; }

    /// <summary>Whether two observations of one event may be linked with the same replay.</summary>
    public abstract bool HasRepeatedEvents { get; }

    /// <summary>The facts that mention the node, linked or not.</summary>
    public abstract Mentions Mentions { get; }

    /// <summary>The project of a row.</summary>
    public abstract ProjectId ProjectOf(in LinkRow row);

    /// <summary>The environment of a row; the empty string for none.</summary>
    public abstract string EnvironmentOf(in LinkRow row);

    /// <summary>The event of a row. False if it has been dropped.</summary>
    public abstract bool TryIdentify(in LinkRow row, out ProjectId project, out EventId id);

    /// <summary>The observation of a row. False if it has been dropped.</summary>
    public abstract bool TryRead(in LinkRow row, out Observation observation);

    /// <summary>The moves and deletions of a row's event; null if there are none.</summary>
    public abstract EventAnnotations? Overrides(in LinkRow row);
}
