using ReplayGraph.Embedded.Memory;
using ReplayGraph.Traces;

namespace ReplayGraph.Embedded.Nodes;

/// <summary>
/// Groups events, which is possible because facts commute: the index slots for all events of a window are touched together, so their cache
/// misses overlap.
/// </summary>
internal sealed class EventWindow(OrganizationNodes nodes)
{
    internal const int Size = 32;

    private static readonly bool[] _all = [.. Enumerable.Repeat(true, Size)];

    private readonly Observation[] _events = new Observation[Size];
    private readonly int[] _traces = new int[Size];
    private int _count;
    private ulong _touched;

    /// <summary>True for each event of a full window.</summary>
    internal static ReadOnlySpan<bool> All => _all;

    /// <summary>The events, in order of arrival.</summary>
    internal Span<Observation> Events => _events.AsSpan(0, _count);

    /// <summary>Adds an event. True if the window is then full.</summary>
    internal bool Add(in Observation observation)
    {
        _events[_count++] = observation;
        return _count == Size;
    }

    /// <summary>Looks up the trace of each event of a window: its number, or 0 if it was not known.</summary>
    internal ReadOnlySpan<int> FindTraces(ReadOnlySpan<Observation> events)
    {
        foreach (ref readonly Observation observation in events)
        {
            uint hash = FingerprintIndex.Hash(observation.EventId.Value);
            _touched += nodes.Events.Touch(hash) + nodes.Annotations.Touch(hash) + nodes.Traces.Touch(observation.TraceId);
        }

        for (int i = 0; i < events.Length; i++)
        {
            _traces[i] = nodes.Traces.Find(events[i].TraceId);
        }

        return _traces.AsSpan(0, events.Length);
    }

    internal void Clear() => _count = 0;
}
