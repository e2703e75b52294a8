using ReplayGraph.Cluster.Ids;
using ReplayGraph.Cluster.Store;

namespace ReplayGraph.Cluster.Logs;

/// <summary>How nodes of one kind make their state out of their log.</summary>
/// <typeparam name="TState">What such a node holds.</typeparam>
internal interface ILogFold<TState>
{
    /// <summary>The state of a node with this log.</summary>
    ValueTask<FoldedLog<TState>> FoldAsync(NodeId id, NodeLog log, CancellationToken cancel);

    /// <summary>One entry that stands for entries that follow each other in a log.</summary>
    /// <returns>A write of it, which expires no earlier than any of them.</returns>
    NodeWrite Merge(NodeId id, IReadOnlyList<byte[]> entries);
}

/// <summary>A log as a state.</summary>
/// <param name="State">The state.</param>
/// <param name="WrittenAt">The time of the last entry; <c>default</c> if the node sends no notifications.</param>
internal readonly record struct FoldedLog<TState>(TState State, Timestamp WrittenAt = default);

/// <summary>A node as its step sees it.</summary>
/// <param name="State">Its state, which the step changes.</param>
/// <param name="Version">The version of that.</param>
/// <param name="MustRedeliver">
/// True if notifications that it sent before may be lost: it was loaded soon after a write, or an ingest has failed since its last step.
/// </param>
internal readonly record struct LoadedNode<TState>(TState State, long Version, bool MustRedeliver);
