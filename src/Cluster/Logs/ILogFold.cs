using ReplayGraph.Cluster.Ids;
using ReplayGraph.Cluster.Store;

namespace ReplayGraph.Cluster.Logs;

/// <summary>How nodes of one kind fold their logs into states.</summary>
/// <typeparam name="TState">The state of such a node.</typeparam>
internal interface ILogFold<TState>
{
    /// <summary>The state of a node with this log.</summary>
    ValueTask<FoldedLog<TState>> FoldAsync(NodeId id, NodeLog log, CancellationToken cancel);

    /// <summary>Merges consecutive entries of a log into one.</summary>
    /// <returns>A write of the merged entry, which is kept for at least the default retention from now.</returns>
    NodeWrite Merge(NodeId id, IReadOnlyList<byte[]> entries);
}

/// <summary>The result of folding a log.</summary>
/// <param name="State">The state.</param>
/// <param name="WrittenAt">The time of the last entry; <c>default</c> if the node sends no notifications.</param>
internal readonly record struct FoldedLog<TState>(TState State, Timestamp WrittenAt = default);

/// <summary>A node as passed to a step.</summary>
/// <param name="State">Its state, which the step changes.</param>
/// <param name="Version">The version of the state, which its write is based on.</param>
/// <param name="MustRedeliver">
/// True if earlier notifications of the node may be lost: it was loaded soon after a write, or an ingest has failed since its last step.
/// </param>
internal readonly record struct LoadedNode<TState>(TState State, NodeVersion Version, bool MustRedeliver);
