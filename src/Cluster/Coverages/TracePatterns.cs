namespace ReplayGraph.Cluster.Coverages;

/// <summary>
/// What traces add, with minutes relative to the first one of the trace. Many traces add the same, so each pattern is kept once, with the number
/// of its uses.
/// </summary>
internal sealed class TracePatterns
{
    private readonly List<Pattern> _patterns = [];
    private readonly Dictionary<CountedEvents[], int> _numbers = new(new SameEvents());
    private readonly Stack<int> _free = [];

    /// <summary>The number of patterns in use.</summary>
    internal int Count => _numbers.Count;

    /// <summary>The events of a pattern.</summary>
    internal CountedEvents[] this[int pattern] => _patterns[pattern].Events;

    /// <summary>The number of minutes that a pattern spans.</summary>
    internal int MinutesOf(int pattern) => _patterns[pattern].Minutes;

    /// <summary>Adds a use of a pattern.</summary>
    /// <returns>Its number.</returns>
    internal int Use(CountedEvents[] events)
    {
        if (_numbers.TryGetValue(events, out int pattern))
        {
            _patterns[pattern] = _patterns[pattern] with { Uses = _patterns[pattern].Uses + 1 };
            return pattern;
        }

        if (!_free.TryPop(out pattern))
        {
            pattern = _patterns.Count;
            _patterns.Add(default);
        }

        _patterns[pattern] = new(events, events.Length == 0 ? 0 : events.Max(one => one.Minute) + 1, 1);

        _numbers.Add(events, pattern);
        return pattern;
    }

    /// <summary>Ends a use of a pattern.</summary>
    internal void Release(int pattern)
    {
        Pattern used = _patterns[pattern];
        _patterns[pattern] = used with { Uses = used.Uses - 1 };
        if (used.Uses == 1)
        {
            _patterns[pattern] = default;
            _numbers.Remove(used.Events);
            _free.Push(pattern);
        }
    }

    private readonly record struct Pattern(CountedEvents[] Events, int Minutes, int Uses);

    private sealed class SameEvents : IEqualityComparer<CountedEvents[]>
    {
        public bool Equals(CountedEvents[]? x, CountedEvents[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode(CountedEvents[] events)
        {
            var hash = new HashCode();
            foreach (CountedEvents one in events)
            {
                hash.Add(one);
            }

            return hash.ToHashCode();
        }
    }
}
