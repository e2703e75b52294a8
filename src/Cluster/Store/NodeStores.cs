using ReplayGraph.Cluster.Ids;

namespace ReplayGraph.Cluster.Store;

/// <summary>Stores, called for one node.</summary>
public static class NodeStores
{
    /// <summary>
    /// Appends to a node's log. Durable when it returns. All of a write is kept, or nothing. The write's arrays are read until this
    /// returns.
    /// </summary>
    /// <returns>The node's new version; null if the node is not of the version any more that was read: then nothing was written.</returns>
    /// <exception cref="GraphException">It is not known whether it was written; transient. Load the node again.</exception>
    public static async ValueTask<NodeVersion?> AppendAsync(this INodeStore store, NodeWrite write, CancellationToken cancel = default) =>
        (await store.AppendAsync([write], cancel))[0];

    /// <summary>The version of a node, without its log.</summary>
    /// <exception cref="GraphException">The store cannot be read now; transient.</exception>
    public static async ValueTask<NodeVersion> VersionAsync(this INodeStore store, NodeId node, CancellationToken cancel = default) =>
        (await store.VersionsAsync([node], cancel))[0];
}
