using ReplayGraph.Ingest;
using ReplayGraph.Links;

namespace ReplayGraph.Cluster.Messages;

/// <summary>A replay lists an event. Applies only to events of the project (none: of any project).</summary>
public readonly record struct Listed(EventId Event, ReplayId Replay, ProjectId Project);

/// <summary>A command to a trace or an untraced event. Known items make it repeat their notifications.</summary>
public sealed record TraceCommand
{
    /// <summary>New observations.</summary>
    public IReadOnlyList<ObservedEvent> Observed { get; init; } = [];

    /// <summary>Replays whose segments list the trace.</summary>
    public IReadOnlyList<ReplayId> Seen { get; init; } = [];

    /// <summary>Listings of its events.</summary>
    public IReadOnlyList<Listed> Listed { get; init; } = [];

    /// <summary>Observations at other traces, each with a key that this trace has too.</summary>
    public IReadOnlyList<ObservedEvent> Elsewhere { get; init; } = [];
}

/// <summary>A command, and the trace or untraced event that receives it.</summary>
/// <param name="Trace">The trace.</param>
/// <param name="Command">The command.</param>
public readonly record struct TraceRequest(Ids.NodeId Trace, TraceCommand Command);

/// <summary>A link or a withdrawal, for the issue and the transaction of the event.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Evidence">Of a link, its evidence.</param>
/// <param name="Replay">Of a link, its replay.</param>
/// <param name="Event">The observation.</param>
public readonly record struct TraceLink(LinkEntryKind Kind, Evidence Evidence, ReplayId Replay, ObservedEvent Event);

/// <summary>The outcome of an observation. The numbers are part of the wire format and never change.</summary>
public enum IngestOutcome : byte
{
    /// <summary>It was new.</summary>
    Accepted = 1,

    /// <summary>It was known, or a later one of the same key was.</summary>
    Duplicate = 2,
}

/// <summary>The reply of a trace, once the command is durable.</summary>
public sealed record TraceReply
{
    /// <summary>The outcomes of the observations, in order.</summary>
    public IReadOnlyList<IngestOutcome> Outcomes { get; init; } = [];

    /// <summary>Links and withdrawals for the issues and transactions of the events.</summary>
    public IReadOnlyList<TraceLink> Links { get; init; } = [];

    /// <summary>The replays that observations of this trace name, to be notified.</summary>
    public IReadOnlyList<ReplayId> Named { get; init; } = [];
}
