using ReplayGraph.Cluster.Store;

namespace ReplayGraph.Cluster.Logs;

/// <summary>A node in memory.</summary>
/// <param name="state">Its state; null if only the version is known.</param>
/// <param name="version">The version of the state.</param>
internal sealed class HeldNode<TState>(TState? state, NodeVersion version)
    where TState : class
{
    /// <summary>Its state; null if only the version is known.</summary>
    internal TState? State => state;

    /// <summary>The version of the state.</summary>
    internal NodeVersion Version { get; set; } = version;

    /// <summary>The version up to which the log is compact.</summary>
    internal long CompactTo { get; set; } = version.Number;

    /// <summary>The number of writes since then.</summary>
    internal int Writes { get; set; }

    /// <summary>The epoch of redelivery in which all of its notifications were last delivered.</summary>
    internal int DeliveredIn { get; set; }

    /// <summary>The timestamp at which the store had this version.</summary>
    internal long VerifiedAt { get; set; }

    /// <summary>The number of the latest call in which the store had this version.</summary>
    internal int VerifiedIn { get; set; }

    /// <summary>True while the state is ahead of the store.</summary>
    internal bool IsDirty { get; set; }

    /// <summary>The node with an equivalent state.</summary>
    internal HeldNode<TState> With(TState equivalent) => new(equivalent, Version)
    {
        CompactTo = CompactTo,
        Writes = Writes,
        DeliveredIn = DeliveredIn,
        VerifiedAt = VerifiedAt,
        VerifiedIn = VerifiedIn,
        IsDirty = IsDirty,
    };
}
