using System.Runtime.InteropServices;

namespace ReplayGraph.Sets;

/// <summary>
/// A set of (replay, event) pairs. When very many events and replays share a trace, one entry covers 64 events of a replay. Not safe for
/// concurrent use.
/// </summary>
public sealed class DistinctEvents
{
    private readonly Dictionary<(ProjectId Project, EventId Event), int> _numbers = [];
    private readonly Dictionary<ulong, ulong> _blocks = [];
    private (ProjectId Project, EventId Event) _latest;
    private int _number = -1;

    /// <summary>Adds an event of a replay.</summary>
    /// <param name="replay">The replay's number.</param>
    /// <param name="project">The event's project.</param>
    /// <param name="id">The event.</param>
    /// <returns>False if the pair is present.</returns>
    public bool Add(int replay, ProjectId project, EventId id)
    {
        int number = NumberOf(project, id);

        // Multiplying by an odd number keeps the keys distinct and spreads them.
        ulong key = (((ulong)(uint)replay << 32) | ((uint)number >> 6)) * 0x9E37_79B9_7F4A_7C15;
        ref ulong block = ref CollectionsMarshal.GetValueRefOrAddDefault(_blocks, key, out _);
        ulong before = block;
        block |= 1UL << number;
        return block != before;
    }

    /// <summary>Removes all pairs.</summary>
    public void Clear()
    {
        _numbers.Clear();
        _blocks.Clear();
        _number = -1;
    }

    // Frequent events arrive in runs: the same event for one replay after another.
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
