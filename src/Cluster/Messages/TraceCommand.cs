using ReplayGraph.Ingest;
using ReplayGraph.Links;

namespace ReplayGraph.Cluster.Messages;

/// <summary>A replay lists an event, as a project reports (none: as any).</summary>
public readonly record struct Listed(EventId Event, ReplayId Replay, ProjectId Project);

/// <summary>A command to a trace, or to an event that is joined alone. What it knows already makes it repeat the notifications.</summary>
public sealed record TraceCommand
{
    /// <summary>Observations of it.</summary>
    public IReadOnlyList<ObservedEvent> Observed { get; init; } = [];

    /// <summary>Replays whose segments list it.</summary>
    public IReadOnlyList<ReplayId> Seen { get; init; } = [];

    /// <summary>Listings of events that it holds.</summary>
    public IReadOnlyList<Listed> Listed { get; init; } = [];

    /// <summary>Observations that other traces hold, each of a key that this one holds too.</summary>
    public IReadOnlyList<ObservedEvent> Elsewhere { get; init; } = [];
}

/// <summary>A command, and the trace, or the event that is joined alone, that it is for.</summary>
/// <param name="Trace">The trace.</param>
/// <param name="Command">The command.</param>
public readonly record struct TraceRequest(Ids.NodeId Trace, TraceCommand Command);

/// <summary>A link or a withdrawal, for the issue and the transaction of the event.</summary>
/// <param name="Kind">Which of the two.</param>
/// <param name="Evidence">Of a link, its evidence.</param>
/// <param name="Replay">Of a link, its replay.</param>
/// <param name="Event">The observation.</param>
public readonly record struct TraceLink(LinkEntryKind Kind, Evidence Evidence, ReplayId Replay, ObservedEvent Event);

/// <summary>What became of an observation. The numbers are sent and never change.</summary>
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
    /// <summary>For each observation, in order, what became of it.</summary>
    public IReadOnlyList<IngestOutcome> Outcomes { get; init; } = [];

    /// <summary>Links and withdrawals for the issues and transactions of the events.</summary>
    public IReadOnlyList<TraceLink> Links { get; init; } = [];

    /// <summary>Replays to notify that an observation of this trace names them.</summary>
    public IReadOnlyList<ReplayId> Named { get; init; } = [];
}
