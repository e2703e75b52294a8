using ReplayGraph.Cluster.Store;

namespace ReplayGraph.Cluster.Messages;

/// <summary>A command to a replay.</summary>
public sealed record ReplayCommand
{
    /// <summary>Segments, archivings, event links and deletions of it: the bytes of a batch.</summary>
    public ReadOnlyMemory<byte> Facts { get; init; }

    /// <summary>The traces and untraced events with an observation that names the replay.</summary>
    public IReadOnlyList<Ids.NodeId> NamedBy { get; init; } = [];
}

/// <summary>The reply of a replay, once the command is durable.</summary>
public sealed record ReplayReply
{
    /// <summary>Facts that were new.</summary>
    public int Accepted { get; init; }

    /// <summary>Facts that were known.</summary>
    public int Duplicates { get; init; }

    /// <summary>The traces that the replay lists, to be notified.</summary>
    public IReadOnlyList<TraceId> Traces { get; init; } = [];

    /// <summary>The events that the replay lists, to be notified.</summary>
    public IReadOnlyList<Listed> Events { get; init; } = [];

    /// <summary>Its row, to be announced to every silo; null if it did not change.</summary>
    public ReplayRow? Row { get; init; }
}
