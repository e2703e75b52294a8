using ReplayGraph.Embedded.Memory;
using ReplayGraph.Facts;

namespace ReplayGraph.Embedded.Nodes;

/// <summary>
/// Groups events, which is possible because facts commute: the index slots for all events of a window are touched together, so their cache
/// misses overlap.
/// </summary>
internal sealed class EventWindow(OrganizationNodes nodes)
{
    private const int Size = 32;

    private readonly EventFact[] _events = new EventFact[Size];
    private readonly int[] _traces = new int[Size];
    private int _count;
    private ulong _touched;

    /// <summary>The events, in order of arrival.</summary>
    internal ReadOnlySpan<EventFact> Events => _events.AsSpan(0, _count);

    /// <summary>Adds an event. True if the window is then full.</summary>
    internal bool Add(in EventFact fact)
    {
        _events[_count++] = fact;
        return _count == Size;
    }

    /// <summary>Looks up the trace of each event: its number, or 0 if it was not known.</summary>
    internal ReadOnlySpan<int> FindTraces()
    {
        foreach (ref readonly EventFact fact in Events)
        {
            _touched += nodes.Events.Touch(FingerprintIndex.Hash(fact.EventId.Value)) + nodes.Traces.Touch(fact.TraceId);
        }

        for (int i = 0; i < _count; i++)
        {
            _traces[i] = nodes.Traces.Find(_events[i].TraceId);
        }

        return _traces.AsSpan(0, _count);
    }

    internal void Clear() => _count = 0;
}
