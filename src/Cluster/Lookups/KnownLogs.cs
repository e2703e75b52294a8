using ReplayGraph.Cluster.Caches;
using ReplayGraph.Cluster.Ids;
using ReplayGraph.Cluster.Store;

namespace ReplayGraph.Cluster.Lookups;

/// <summary>
/// Which nodes have a log. It asks the store once for each, and remembers those that have: a log may begin at any time, and one that
/// expires does no harm here. Safe for concurrent use.
/// </summary>
/// <param name="store">The store of the nodes.</param>
public sealed class KnownLogs(INodeStore store)
{
    // Of each of two generations.
    private const int Size = 1 << 16;

    private readonly GenerationCache<NodeId, bool> _known = new(Size);

    /// <summary>Whether a node has a log, or had one a while ago.</summary>
    /// <exception cref="GraphException">The store cannot be read now; transient.</exception>
    public ValueTask<bool> HasLogAsync(NodeId node, CancellationToken cancel = default) =>
        _known.TryFind(node, out _) ? new(true) : AskAsync(node, cancel);

    private async ValueTask<bool> AskAsync(NodeId node, CancellationToken cancel)
    {
        bool hasLog = (await store.HaveLogsAsync([node], cancel))[0];
        if (hasLog)
        {
            _known.Keep(node, true);
        }

        return hasLog;
    }
}
