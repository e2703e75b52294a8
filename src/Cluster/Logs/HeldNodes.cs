using ReplayGraph.Cluster.Ids;

namespace ReplayGraph.Cluster.Logs;

/// <summary>
/// The recently used nodes, in two generations of half the capacity: when one is full, nodes that were last used in the generation before
/// it are dropped.
/// </summary>
internal sealed class HeldNodes<TState>(int capacity)
    where TState : class
{
    // Most instances hold a single node, and there are many of them: those need no dictionary. As long as it is always the same node, it may
    // be found on any thread.
    private NodeId _onlyId;
    private volatile HeldNode<TState>? _only;
    private Dictionary<NodeId, HeldNode<TState>>? _recent = capacity == 1 ? null : [];
    private Dictionary<NodeId, HeldNode<TState>>? _earlier;

    /// <summary>The node, if it is held.</summary>
    internal HeldNode<TState>? Find(NodeId id)
    {
        if (_recent is null)
        {
            return _only is { } only && _onlyId == id ? only : null;
        }

        if (_recent.TryGetValue(id, out HeldNode<TState>? held))
        {
            return held;
        }

        if (_earlier is not null && _earlier.Remove(id, out held))
        {
            Add(id, held);
        }

        return held;
    }

    /// <summary>Adds a node.</summary>
    internal void Add(NodeId id, HeldNode<TState> held)
    {
        if (_recent is null)
        {
            _onlyId = id;
            _only = held;
            return;
        }

        if (_recent.Count >= capacity / 2)
        {
            (_recent, _earlier) = ([], _recent);
        }

        _recent[id] = held;
    }

    /// <summary>Drops a node.</summary>
    internal void Remove(NodeId id)
    {
        _only = _onlyId == id ? null : _only;
        _recent?.Remove(id);
        _earlier?.Remove(id);
    }
}
