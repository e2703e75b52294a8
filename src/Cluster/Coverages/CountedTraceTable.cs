using ReplayGraph.Cluster.Ids;

namespace ReplayGraph.Cluster.Coverages;

/// <summary>A counted trace. An organization may have many millions.</summary>
/// <param name="Pattern">The number of the pattern of its events.</param>
/// <param name="Minute">The minute that the pattern is relative to.</param>
/// <param name="Until">The second since 1970 until when time alone changes nothing.</param>
internal readonly record struct CountedTrace(int Pattern, int Minute, uint Until);

/// <summary>The counted traces and untraced events of an organization.</summary>
internal sealed class CountedTraceTable(OrganizationId organization)
{
    private readonly Dictionary<Key, CountedTrace> _traces = [], _events = [];

    /// <summary>The number of entries.</summary>
    internal int Count => _traces.Count + _events.Count;

    /// <summary>The entry of a node, if it has one.</summary>
    internal bool TryFind(NodeId node, out CountedTrace counted) => Of(node, out Key key).TryGetValue(key, out counted);

    /// <summary>Replaces or adds the entry of a node.</summary>
    internal void Set(NodeId node, CountedTrace counted) => Of(node, out Key key)[key] = counted;

    /// <summary>Removes the entry of a node.</summary>
    internal void Remove(NodeId node) => Of(node, out Key key).Remove(key);

    /// <summary>The nodes whose entries pass: a pass over all.</summary>
    internal IEnumerable<(NodeId Node, CountedTrace Counted)> Where(Func<CountedTrace, bool> passes)
    {
        foreach ((Key key, CountedTrace counted) in _traces)
        {
            if (passes(counted))
            {
                yield return (NodeId.Of(organization, new TraceId(key.Id)), counted);
            }
        }

        foreach ((Key key, CountedTrace counted) in _events)
        {
            if (passes(counted))
            {
                yield return (NodeId.Of(organization, default, new EventId(key.Id)), counted);
            }
        }
    }

    private Dictionary<Key, CountedTrace> Of(NodeId node, out Key key)
    {
        bool isTrace = node.Type == NodeType.Trace;
        key = new(isTrace ? node.Trace.Value : node.UntracedEvent.Value);
        return isTrace ? _traces : _events;
    }

    // A UInt128 is aligned to 16 bytes, which would add 8 to each entry.
    private readonly record struct Key(ulong High, ulong Low)
    {
        internal Key(UInt128 id)
            : this((ulong)(id >> 64), (ulong)id)
        {
        }

        internal UInt128 Id => new(High, Low);
    }
}
