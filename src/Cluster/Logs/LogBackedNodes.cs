using ReplayGraph.Cluster.Ids;
using ReplayGraph.Cluster.Leases;
using ReplayGraph.Cluster.Store;

namespace ReplayGraph.Cluster.Logs;

/// <summary>
/// Nodes whose states are folds of their logs, and the only protocol by which they change: load, step, append with the version that was
/// read, reply. On a write conflict the state is dropped, loaded and stepped again. On any failure it is dropped too, since the outcome of
/// the write is unknown. Writes run one at a time; reads may run between their awaits, on a scheduler that runs one turn at a time, and see
/// only durable states.
/// </summary>
/// <typeparam name="TState">The state of a node.</typeparam>
internal sealed class LogBackedNodes<TState>(NodeContext context, ILogFold<TState> fold, int capacity = 1)
    where TState : class
{
    // More consecutive conflicts than a second activation can explain.
    private const int MaxAttempts = 20;

    private readonly NodeMemory<TState> _memory = new(context, fold, capacity);
    private bool _isStepping;
    private int _writes;

    /// <summary>A node's state, if it is in memory.</summary>
    internal TState? Find(NodeId id) => _memory.Find(id)?.State;

    /// <summary>Replaces a node's state in memory by an equivalent one, between the turns of its steps.</summary>
    internal void Replace(NodeId id, TState state, TState equivalent)
    {
        if (_memory.Find(id) is { } held && held.State == state)
        {
            _memory.Add(id, held.With(equivalent));
        }
    }

    /// <inheritdoc cref="NodeMemory{TState}.NeedsVerification"/>
    internal bool NeedsVerification(NodeId id) => _memory.NeedsVerification(id);

    /// <inheritdoc cref="NodeMemory{TState}.VerifyAsync"/>
    internal ValueTask VerifyAsync(NodeId id, CancellationToken cancel) => _memory.VerifyAsync([id], cancel);

    /// <summary>Steps one node.</summary>
    /// <exception cref="GraphException">The outcome is unknown; transient.</exception>
    internal async ValueTask<TReply> StepAsync<TReply>(
        NodeId id, Func<LoadedNode<TState>, (TReply Reply, NodeWrite? Write)> step, CancellationToken cancel) =>
        (await StepAsync([id], (_, node) => step(node), cancel))[0];

    /// <summary>Steps nodes, each once. Missing nodes are loaded in one call, and changes are written in one.</summary>
    /// <param name="ids">The nodes.</param>
    /// <param name="step">Changes the state of the node at this index; returns its reply, and its write or null if nothing changed.</param>
    /// <param name="cancel">Stops waiting.</param>
    /// <returns>The replies, in order. Everything that they depend on is durable.</returns>
    /// <exception cref="GraphException">The outcome is unknown; transient.</exception>
    internal async ValueTask<TReply[]> StepAsync<TReply>(
        IReadOnlyList<NodeId> ids, Func<int, LoadedNode<TState>, (TReply Reply, NodeWrite? Write)> step, CancellationToken cancel)
    {
        _isStepping = true;
        _memory.BeginCall();
        var replies = new TReply[ids.Count];
        List<int> pending = [.. Enumerable.Range(0, ids.Count)];
        try
        {
            for (int attempt = 0; attempt < MaxAttempts && pending.Count > 0; attempt++)
            {
                HeldNode<TState>[] nodes = await HoldAsync(ids, pending, cancel);
                pending = await TryStepAsync(ids, pending, nodes, step, replies, cancel);
            }
        }
        catch
        {
            Drop(ids);
            throw;
        }
        finally
        {
            _isStepping = false;
            _writes++;
        }

        return pending.Count == 0 ? replies : throw Conflicts(ids[pending[0]]);
    }

    /// <summary>Appends to a node's log without loading it.</summary>
    /// <param name="id">The node.</param>
    /// <param name="prepare">Creates the write, once for each attempt; null: there is nothing to write.</param>
    /// <param name="apply">Applies the durable entry to the state in memory, which may already contain it.</param>
    /// <param name="cancel">Stops waiting.</param>
    /// <exception cref="GraphException">The outcome is unknown; transient.</exception>
    internal async ValueTask AppendAsync(
        NodeId id, Func<ValueTask<NodeWrite?>> prepare, Action<TState, byte[]> apply, CancellationToken cancel)
    {
        context.Cache.Lease.Demand();
        for (int attempt = 0; attempt < MaxAttempts; attempt++)
        {
            if (await prepare() is not { } write)
            {
                return;
            }

            if (await TryAppendAsync(id, write, apply, cancel))
            {
                if (_memory.Find(id) is { } held)
                {
                    await _memory.CountWriteAsync(id, held);
                }

                return;
            }
        }

        throw Conflicts(id);
    }

    /// <summary>Reads one node.</summary>
    /// <exception cref="GraphException">The store cannot be read now; transient.</exception>
    internal async ValueTask<TView> ReadAsync<TView>(NodeId id, Func<LoadedNode<TState>, TView> view, CancellationToken cancel) =>
        (await ReadAsync([id], view, cancel))[0];

    /// <summary>Reads nodes.</summary>
    /// <param name="ids">The nodes.</param>
    /// <param name="view">Projects a state.</param>
    /// <param name="cancel">Stops waiting.</param>
    /// <returns>The views, in order.</returns>
    /// <exception cref="GraphException">The store cannot be read now; transient.</exception>
    internal async ValueTask<TView[]> ReadAsync<TView>(
        IReadOnlyList<NodeId> ids, Func<LoadedNode<TState>, TView> view, CancellationToken cancel)
    {
        context.Cache.Lease.Demand();
        await _memory.VerifyAsync(ids, cancel);
        var views = new TView[ids.Count];
        List<int> missing = [];
        for (int i = 0; i < views.Length; i++)
        {
            if (_memory.Find(ids[i]) is { State: not null, IsDirty: false } held)
            {
                views[i] = view(_memory.View(ids[i], held));
            }
            else
            {
                missing.Add(i);
            }
        }

        if (missing.Count > 0)
        {
            int writes = _writes;
            HeldNode<TState>[] loaded = await _memory.LoadAsync(missing.ConvertAll(i => ids[i]), cancel);
            for (int i = 0; i < loaded.Length; i++)
            {
                NodeId id = ids[missing[i]];
                views[missing[i]] = view(_memory.View(id, loaded[i]));
                if (!_isStepping && (writes == _writes || _memory.Find(id)?.Version.Number <= loaded[i].Version.Number))
                {
                    // Nothing was written since the load began, or the load includes it.
                    _memory.Add(id, loaded[i]);
                }
            }
        }

        return views;
    }

    // The pending nodes, loaded if they are not in memory.
    private async ValueTask<HeldNode<TState>[]> HoldAsync(IReadOnlyList<NodeId> ids, List<int> pending, CancellationToken cancel)
    {
        context.Cache.Lease.Demand();
        List<NodeId> wanted = pending.ConvertAll(at => ids[at]);
        await _memory.VerifyAsync(wanted, cancel);
        var nodes = new HeldNode<TState>[pending.Count];
        List<int> missing = [];
        for (int i = 0; i < nodes.Length; i++)
        {
            if (_memory.Find(wanted[i]) is { } held)
            {
                nodes[i] = held;
            }
            else
            {
                missing.Add(i);
            }
        }

        if (missing.Count > 0)
        {
            HeldNode<TState>[] loaded = await _memory.LoadAsync(missing.ConvertAll(i => wanted[i]), cancel);
            for (int i = 0; i < loaded.Length; i++)
            {
                _memory.Add(wanted[missing[i]], nodes[missing[i]] = loaded[i]);
            }
        }

        return nodes;
    }

    // Steps and writes. Returns the nodes with conflicts, to be loaded and stepped again.
    private async ValueTask<List<int>> TryStepAsync<TReply>(
        IReadOnlyList<NodeId> ids, List<int> pending, HeldNode<TState>[] nodes,
        Func<int, LoadedNode<TState>, (TReply Reply, NodeWrite? Write)> step, TReply[] replies, CancellationToken cancel)
    {
        (int epoch, long now) = (context.Cache.Redelivery.Epoch, context.Cache.GetTimestamp());
        List<NodeWrite> writes = new(nodes.Length);
        List<int> writing = new(nodes.Length), unchanged = [], conflicts = [];
        for (int i = 0; i < nodes.Length; i++)
        {
            nodes[i].IsDirty = true;
            (replies[pending[i]], NodeWrite? write) = step(pending[i], _memory.View(ids[pending[i]], nodes[i]));
            (write is null ? unchanged : writing).Add(i);
            if (write is not null)
            {
                writes.Add(write);
            }
        }

        IReadOnlyList<NodeVersion?> versions = writes.Count == 0 ? [] : await context.Store.AppendAsync(writes, cancel);
        for (int i = 0; i < versions.Count; i++)
        {
            if (versions[i] is { } version)
            {
                HeldNode<TState> node = nodes[writing[i]];
                (node.Version, node.DeliveredIn, node.VerifiedAt, node.IsDirty) = (version, epoch, now, false);
                await _memory.CountWriteAsync(ids[pending[writing[i]]], node);
            }
            else
            {
                conflicts.Add(pending[writing[i]]);
            }
        }

        // A write proves that memory was up to date; without one the store is asked.
        List<int> unverified = unchanged.FindAll(i => !_memory.IsVerified(nodes[i]));
        if (unverified.Count > 0)
        {
            await _memory.CompareAsync(unverified.ConvertAll(i => ids[pending[i]]), cancel);
        }

        foreach (int i in unchanged)
        {
            if (_memory.IsVerified(nodes[i]))
            {
                (nodes[i].DeliveredIn, nodes[i].IsDirty) = (epoch, false);
            }
            else
            {
                conflicts.Add(pending[i]);
            }
        }

        Drop(conflicts.Select(at => ids[at]));
        return conflicts;
    }

    private async ValueTask<bool> TryAppendAsync(NodeId id, NodeWrite write, Action<TState, byte[]> apply, CancellationToken cancel)
    {
        try
        {
            long now = context.Cache.GetTimestamp();
            NodeVersion read = _memory.Find(id)?.Version ?? await context.Store.VersionAsync(id, cancel);
            if (await context.Store.AppendAsync(write with { Read = read }, cancel) is { } version)
            {
                HeldNode<TState> held = _memory.Find(id) ?? new(null, version);
                (held.Version, held.VerifiedAt) = (version, now);
                _memory.Add(id, held);
                if (held.State is { } state)
                {
                    apply(state, write.Entry);
                }

                return true;
            }
        }
        catch
        {
            Drop([id]);
            throw;
        }
        finally
        {
            _writes++;
        }

        Drop([id]);
        return false;
    }

    private void Drop(IEnumerable<NodeId> ids)
    {
        foreach (NodeId id in ids)
        {
            _memory.Drop(id);
        }
    }

    private static GraphException Conflicts(NodeId id) =>
        new($"{id.Type} {id}: Gave up after {MaxAttempts} write conflicts.", isTransient: true);
}
