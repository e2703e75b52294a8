using ReplayGraph.Cluster.Store;
using ReplayGraph.Lookups;
using ReplayGraph.Postgres.Connections;

namespace ReplayGraph.Postgres.Writing;

/// <summary>A write as the tables store it.</summary>
internal sealed class Row(NodeWrite write)
{
    internal NodeWrite Write { get; } = write;

    /// <summary>The node's key.</summary>
    internal byte[] Key { get; } = write.Node.KeyBytes();

    /// <summary>The organization's number, set when the write is carried out.</summary>
    internal int Organization { get; set; }

    /// <summary>The period of the entry.</summary>
    internal int Period => Write.IsKept ? Periods.Period.Kept : Write.Read.Period;

    /// <summary>The version of the node if the write succeeds.</summary>
    internal NodeVersion Next => new(Write.Read.Number + 1, Period);

    /// <summary>Whether the entry was appended; set when the write has been carried out.</summary>
    internal bool IsAppended { get; set; }

    /// <summary>When the replay started; null unless it can be watched until it expires.</summary>
    internal DateTime? WatchableSince =>
        LatestReplays.IsWatchable(Write.Replay!.Head, default) ? PgTime.Of(Write.Replay.Head.StartedAt) : null;

    /// <summary>
    /// When the replay's row expires. A row with only the replay's id has no expiry of its own, and expires with what refers to it.
    /// </summary>
    internal DateTime RowExpiry =>
        PgTime.Of(Write.Replay!.ExpiresAt.Milliseconds == long.MaxValue ? Write.ExpiresAt : Write.Replay.ExpiresAt);
}
