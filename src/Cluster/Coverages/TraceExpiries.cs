using ReplayGraph.Cluster.Ids;

namespace ReplayGraph.Cluster.Coverages;

/// <summary>
/// Finds the traces of which time changes what they add. Only those of the next hour are queued: one pass over the table each hour costs less
/// than the memory for all.
/// </summary>
internal sealed class TraceExpiries
{
    private const uint Ahead = 3600;

    private readonly PriorityQueue<NodeId, uint> _soon = new();
    private uint _horizon;

    /// <summary>The second since 1970 of a time; the last one for a later time.</summary>
    internal static uint SecondOf(Timestamp time) => (uint)Math.Clamp(time.Milliseconds / 1000, 0, uint.MaxValue);

    /// <summary>Adds a trace of a table.</summary>
    internal void Add(NodeId trace, uint until)
    {
        if (until < _horizon)
        {
            _soon.Enqueue(trace, until);
        }
    }

    /// <summary>The traces of a table whose time has come, once.</summary>
    internal IReadOnlyList<NodeId> Due(Timestamp now, CountedTraceTable traces)
    {
        uint second = SecondOf(now);
        if (second >= _horizon)
        {
            _horizon = second + Ahead;
            _soon.Clear();
            foreach ((NodeId trace, CountedTrace counted) in traces.Where(one => one.Until < _horizon))
            {
                Add(trace, counted.Until);
            }
        }

        HashSet<NodeId> due = [];
        while (_soon.TryPeek(out NodeId trace, out uint until) && until <= second)
        {
            _soon.Dequeue();
            if (traces.TryFind(trace, out CountedTrace counted) && counted.Until == until)
            {
                due.Add(trace);
            }
        }

        return [.. due];
    }
}
