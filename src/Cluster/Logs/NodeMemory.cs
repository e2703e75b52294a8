using ReplayGraph.Cluster.Ids;
using ReplayGraph.Cluster.Store;

namespace ReplayGraph.Cluster.Logs;

/// <summary>The states of nodes: loaded from the store, and verified against it.</summary>
internal sealed class NodeMemory<TState>(NodeContext context, ILogFold<TState> fold, int capacity)
    where TState : class
{
    private readonly HeldNodes<TState> _held = new(capacity);
    private int _call;

    /// <summary>Begins a call whose nodes must be verified again.</summary>
    internal void BeginCall() => _call++;

    /// <summary>The node, if it is held.</summary>
    internal HeldNode<TState>? Find(NodeId id) => _held.Find(id);

    /// <summary>Adds a node.</summary>
    internal void Add(NodeId id, HeldNode<TState> held) => _held.Add(id, held);

    /// <summary>Drops a node.</summary>
    internal void Drop(NodeId id) => _held.Remove(id);

    /// <summary>Whether a node is known to match the store at some time since the current call began.</summary>
    internal bool IsVerified(HeldNode<TState> node) => node.VerifiedIn == _call;

    /// <summary>Whether a node must be compared with the store before use.</summary>
    internal bool NeedsVerification(NodeId id) =>
        _held.Find(id) is { State: not null } held && context.Cache.Redelivery.NeedsVerification(id, held.VerifiedAt);

    /// <summary>A node as passed to a step.</summary>
    internal LoadedNode<TState> View(NodeId id, HeldNode<TState> node) =>
        new(node.State!, node.Version, context.Cache.Redelivery.IsRequired(id, node.DeliveredIn));

    /// <summary>Loads nodes, without adding them.</summary>
    /// <exception cref="GraphException">The store cannot be read now; transient.</exception>
    internal async ValueTask<HeldNode<TState>[]> LoadAsync(IReadOnlyList<NodeId> ids, CancellationToken cancel)
    {
        (int epoch, long now, int call) = (context.Cache.Redelivery.Epoch, context.Cache.GetTimestamp(), _call);
        IReadOnlyList<NodeLog> logs = await context.Store.LoadAsync(ids, 0, cancel);
        var loaded = new HeldNode<TState>[logs.Count];
        for (int i = 0; i < loaded.Length; i++)
        {
            FoldedLog<TState> folded = await fold.FoldAsync(ids[i], logs[i], cancel);
            NodeVersion version = await CompactAsync(ids[i], logs[i], 0, cancel);
            loaded[i] = new(folded.State, version)
            {
                DeliveredIn = context.Cache.Redelivery.MayBeUndelivered(ids[i], folded.WrittenAt) ? 0 : epoch,
                VerifiedAt = now,
                VerifiedIn = call,
            };
        }

        return loaded;
    }

    /// <summary>Counts a write to a node, and merges the latest entries of its log if they have become many.</summary>
    internal ValueTask CountWriteAsync(NodeId id, HeldNode<TState> node)
    {
        if (++node.Writes < LogCompaction.WritesPerEntry * context.CompactAt)
        {
            return default;
        }

        node.Writes = 0;
        return CompactAsync(id, node);
    }

    // What was written is durable: a caller that gives up must not fail for this.
    private async ValueTask CompactAsync(NodeId id, HeldNode<TState> node)
    {
        try
        {
            NodeLog log = (await context.Store.LoadAsync([id], node.CompactTo, CancellationToken.None))[0];
            NodeVersion version = await CompactAsync(id, log, node.CompactTo, CancellationToken.None);
            bool isLarge = log.Entries.Sum(entry => (long)entry.Length) >= LogCompaction.SmallBytes;
            if (version != log.Version && log.Version == node.Version)
            {
                node.Version = version;
            }

            // Large entries are read once, whether or not they were merged.
            node.CompactTo = isLarge ? version.Number : node.CompactTo;
        }
        catch (GraphException)
        {
            // The write itself is durable, and the next load compacts.
        }
    }

    // Replaces the latest entries of a log by one; returns the new version of the node. The content of the log stays the same, so a lost or
    // conflicting write does no harm.
    private async ValueTask<NodeVersion> CompactAsync(NodeId id, NodeLog log, long after, CancellationToken cancel)
    {
        if (LogCompaction.Start(log, context.CompactAt) is not { } start)
        {
            return log.Version;
        }

        NodeWrite merged = fold.Merge(id, [.. log.Entries.Skip(start)]) with
        {
            Read = log.Version,
            ReplacesAfter = start == 0 ? after : log.VersionOf(start - 1),
        };
        try
        {
            return await context.Store.AppendAsync(merged, cancel) ?? log.Version;
        }
        catch (GraphException)
        {
            return log.Version;
        }
    }

    /// <summary>Compares the nodes that need it with the store, and drops those that another activation has written to.</summary>
    /// <exception cref="GraphException">The store cannot be read now; transient.</exception>
    internal ValueTask VerifyAsync(IReadOnlyList<NodeId> ids, CancellationToken cancel)
    {
        List<NodeId>? unverified = null;
        foreach (NodeId id in ids)
        {
            if (NeedsVerification(id))
            {
                (unverified ??= []).Add(id);
            }
        }

        return unverified is null ? default : CompareAsync(unverified, cancel);
    }

    /// <summary>Compares nodes with the store, and drops those that another activation has written to.</summary>
    /// <exception cref="GraphException">The store cannot be read now; transient.</exception>
    internal async ValueTask CompareAsync(IReadOnlyList<NodeId> ids, CancellationToken cancel)
    {
        (long now, int call) = (context.Cache.GetTimestamp(), _call);
        (HeldNode<TState>? Node, NodeVersion? Version)[] before = [.. ids.Select(_held.Find).Select(node => (node, node?.Version))];
        IReadOnlyList<NodeVersion> versions = await context.Store.VersionsAsync(ids, cancel);
        for (int i = 0; i < before.Length; i++)
        {
            // A node that was loaded or written meanwhile is at least as new as the versions just read.
            if (before[i].Node is not { } node || _held.Find(ids[i]) != node || node.Version != before[i].Version)
            {
                continue;
            }

            if (versions[i].Number == node.Version.Number)
            {
                (node.VerifiedAt, node.VerifiedIn) = (now, call);
            }
            else
            {
                _held.Remove(ids[i]);
            }
        }
    }
}
