using ReplayGraph.Cluster.Ids;
using ReplayGraph.Cluster.Store;

namespace ReplayGraph.Cluster.Traces;

/// <summary>A trace in memory.</summary>
internal sealed class HeldTrace(TraceRows rows, NodeVersion version, int heard, long certain, int call)
{
    /// <summary>What it holds.</summary>
    internal TraceRows Rows => rows;

    /// <summary>The version of that.</summary>
    internal NodeVersion Version { get; set; } = version;

    /// <summary>The doubt up to which all that it said was heard.</summary>
    internal int Heard { get; set; } = heard;

    /// <summary>The call to the shard in which it was read.</summary>
    internal int Call => call;

    /// <summary>The moment at which this was what the store had.</summary>
    internal long Certain { get; set; } = certain;
}

/// <summary>
/// The traces that a shard was asked for lately: between as many as it may hold and half of that. What is put in when it is full makes
/// it forget all that was not asked for since it was half as full.
/// </summary>
internal sealed class HeldTraces(int most)
{
    private Dictionary<NodeId, HeldTrace> _recent = [];
    private Dictionary<NodeId, HeldTrace> _earlier = [];

    /// <summary>The trace, if it is held.</summary>
    internal HeldTrace? Find(NodeId id)
    {
        if (_recent.TryGetValue(id, out HeldTrace? held))
        {
            return held;
        }

        if (_earlier.Remove(id, out held))
        {
            Add(id, held);
        }

        return held;
    }

    /// <summary>Holds a trace.</summary>
    internal void Add(NodeId id, HeldTrace held)
    {
        if (_recent.Count >= most / 2)
        {
            (_recent, _earlier) = ([], _recent);
        }

        _recent[id] = held;
    }

    /// <summary>Forgets a trace.</summary>
    internal void Remove(NodeId id)
    {
        _recent.Remove(id);
        _earlier.Remove(id);
    }
}
