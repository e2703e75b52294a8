using ReplayGraph.Cluster.Store;
using ReplayGraph.Postgres.Connections;

namespace ReplayGraph.Postgres.Writing;

/// <summary>A write as rows have it.</summary>
internal sealed class Row(NodeWrite write)
{
    internal NodeWrite Write { get; } = write;

    /// <summary>The node's key.</summary>
    internal byte[] Key { get; } = write.Node.KeyBytes();

    /// <summary>The organization's number, known once the write is under way.</summary>
    internal int Organization { get; set; }

    /// <summary>The period that it goes into.</summary>
    internal int Period => Write.IsKept ? Periods.Period.Kept : Write.Read.Period;

    /// <summary>The version that the node has if it wins.</summary>
    internal NodeVersion Next => new(Write.Read.Number + 1, Period);

    /// <summary>Whether it was kept, once that is known.</summary>
    internal bool HasWon { get; set; }

    /// <summary>When the replay's row expires. One of which only the name is known has no end of its own: it ends with what named it.</summary>
    internal DateTime RowExpiry =>
        PgTime.Of(Write.Replay!.ExpiresAt.Milliseconds == long.MaxValue ? Write.ExpiresAt : Write.Replay.ExpiresAt);
}
