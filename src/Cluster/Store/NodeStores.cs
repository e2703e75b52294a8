using ReplayGraph.Cluster.Ids;

namespace ReplayGraph.Cluster.Store;

/// <summary>Calls of stores for one node.</summary>
public static class NodeStores
{
    /// <summary>Appends to a node's log. Durable when it returns. The write is atomic. Its arrays are read until this returns.</summary>
    /// <returns>
    /// The new version of the node; null on a conflict, if it no longer has the version that was read: then nothing was written.
    /// </returns>
    /// <exception cref="GraphException">The outcome is unknown; transient. Load the node again.</exception>
    public static async ValueTask<NodeVersion?> AppendAsync(this INodeStore store, NodeWrite write, CancellationToken cancel = default) =>
        (await store.AppendAsync([write], cancel))[0];

    /// <summary>The version of a node, without its log.</summary>
    /// <exception cref="GraphException">The store cannot be read now; transient.</exception>
    public static async ValueTask<NodeVersion> VersionAsync(this INodeStore store, NodeId node, CancellationToken cancel = default) =>
        (await store.VersionsAsync([node], cancel))[0];
}
