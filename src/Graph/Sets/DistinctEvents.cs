using System.Runtime.InteropServices;

namespace ReplayGraph.Sets;

/// <summary>
/// Events of replays, each once for a replay. Where very many events and very many replays share a trace, 64 events of a replay are one
/// entry. Not safe for concurrent use.
/// </summary>
public sealed class DistinctEvents
{
    private readonly Dictionary<(ProjectId Project, EventId Event), int> _numbers = [];
    private readonly Dictionary<ulong, ulong> _blocks = [];
    private (ProjectId Project, EventId Event) _latest;
    private int _number = -1;

    /// <summary>Enters an event of a replay.</summary>
    /// <param name="replay">The replay's number.</param>
    /// <param name="project">The event's project.</param>
    /// <param name="id">The event.</param>
    /// <returns>False if it was there.</returns>
    public bool Add(int replay, ProjectId project, EventId id)
    {
        int number = NumberOf(project, id);

        // Multiplied by an odd number, each key stays one of its own, and spreads.
        ulong key = (((ulong)(uint)replay << 32) | ((uint)number >> 6)) * 0x9E37_79B9_7F4A_7C15;
        ref ulong block = ref CollectionsMarshal.GetValueRefOrAddDefault(_blocks, key, out _);
        ulong before = block;
        block |= 1UL << number;
        return block != before;
    }

    /// <summary>Forgets all.</summary>
    public void Clear()
    {
        _numbers.Clear();
        _blocks.Clear();
        _number = -1;
    }

    // What comes often comes in order of events: the same again and again, for one replay after the other.
    private int NumberOf(ProjectId project, EventId id)
    {
        if (_number < 0 || _latest != (project, id))
        {
            _latest = (project, id);
            ref int number = ref CollectionsMarshal.GetValueRefOrAddDefault(_numbers, _latest, out bool isKnown);
            _number = number = isKnown ? number : _numbers.Count - 1;
        }

        return _number;
    }
}
