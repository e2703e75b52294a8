using System.Runtime.InteropServices;
using ReplayGraph.Cluster.Ids;
using ReplayGraph.Cluster.LinkTables;
using ReplayGraph.Lookups;
using ReplayGraph.Queries;

namespace ReplayGraph.Cluster.Coverages;

/// <summary>What each trace and untraced event of an organization adds to coverage, and the sums by side and hour.</summary>
internal sealed class CountedTraces(OrganizationId organization)
{
    // Estimates of the memory of a trace, a pattern, a sum and a repeated event.
    private const int TraceBytes = 60, PatternBytes = 200, SumBytes = 110, RepeatedBytes = 150;

    private readonly CountedTraceTable _traces = new(organization);
    private readonly TracePatterns _patterns = new();
    private readonly Dictionary<(int Side, int Hour), int[]> _sums = [];
    private readonly Dictionary<NodeId, IReadOnlyList<RepeatedEvent>> _repeated = [];
    private readonly Dictionary<EventId, int> _repeatedIds = [];
    private readonly TraceExpiries _expiries = new();

    /// <summary>The numbers of sides.</summary>
    internal Numbering<CoverageSide> Sides { get; } = new();

    /// <summary>The memory that it takes, by an estimate.</summary>
    internal long Bytes => ((long)_traces.Count * TraceBytes) + ((long)_patterns.Count * PatternBytes) + ((long)_sums.Count * SumBytes)
        + ((long)_repeatedIds.Count * RepeatedBytes);

    /// <summary>Whether observations of an event are kept one by one, because it may have several.</summary>
    internal bool IsRepeated(EventId id) => _repeatedIds.ContainsKey(id);

    /// <summary>The traces of which time may have changed what they add.</summary>
    internal IReadOnlyCollection<NodeId> Due(Timestamp now) => _expiries.Due(now, _traces);

    /// <summary>Replaces what a trace adds.</summary>
    internal void Replace(NodeId trace, TraceCount now)
    {
        if (_traces.TryFind(trace, out CountedTrace before))
        {
            Add(before, -1);
            _patterns.Release(before.Pattern);
            _traces.Remove(trace);
            ForgetRepeated(trace);
        }

        if (now.Events.Count + now.Repeated.Count > 0)
        {
            int minute = now.Events.Count == 0 ? 0 : now.Events.Min(one => one.Minute);
            var counted = new CountedTrace(_patterns.Use(PatternOf(now.Events, minute)), minute, TraceExpiries.SecondOf(now.Until));
            Add(counted, 1);
            _traces.Set(trace, counted);
            _expiries.Add(trace, counted.Until);
            KeepRepeated(trace, now.Repeated);
        }
    }

    /// <summary>Adds all events of a query's window, but for those of the minutes that it cuts, and for repeated events.</summary>
    /// <returns>The traces that have events in such minutes.</returns>
    internal IReadOnlyList<(int Minute, NodeId Trace)> AddTo(Coverage coverage, Window window)
    {
        HashSet<int> cut = [];
        foreach (((int side, int hour), int[] counts) in _sums)
        {
            if (window.HoldsHour(hour))
            {
                coverage.Add(Sides[side].On(Minutes.DayOf(hour)), counts);
            }
            else if (window.TouchesHour(hour))
            {
                cut.Add(hour);
            }
        }

        return [.. cut.SelectMany(hour => AddTo(coverage, window, hour))];
    }

    /// <summary>Adds the repeated events.</summary>
    internal void AddRepeatedTo(Coverage coverage)
    {
        foreach (RepeatedEvent one in _repeated.Values.SelectMany(of => of))
        {
            coverage.Add(one);
        }
    }

    /// <summary>The traces that have events of an outcome, with the minute of the latest of these, latest first.</summary>
    internal IEnumerable<(int Minute, NodeId Trace)> Latest(Coverage coverage, Window window, Outcome outcome, int atOnce) => new OutcomeTraces(
        _traces, _patterns, _sums, _repeated, [.. Sides.Values.Select(side => coverage.Passes(side.On(default)))], window, outcome, atOnce).Latest();

    private IEnumerable<(int Minute, NodeId Trace)> AddTo(Coverage coverage, Window window, int hour)
    {
        (int first, int end) = (Minutes.FirstOf(hour), Minutes.FirstOf(hour + 1));
        DateOnly day = Minutes.DayOf(hour);
        var one = new int[CoverageTally.Outcomes];
        foreach ((NodeId trace, CountedTrace counted) in _traces.Where(
            counted => counted.Minute < end && counted.Minute + _patterns.MinutesOf(counted.Pattern) > first))
        {
            int left = -1;
            foreach (CountedEvents events in _patterns[counted.Pattern])
            {
                int minute = counted.Minute + events.Minute;
                if (minute < first || minute >= end)
                {
                    continue;
                }

                if (window.HoldsMinute(minute))
                {
                    one[(int)events.Outcome] = events.Count;
                    coverage.Add(Sides[events.Side].On(day), one);
                    one[(int)events.Outcome] = 0;
                }
                else if (minute != left && window.TouchesMinute(minute))
                {
                    left = minute;
                    yield return (minute, trace);
                }
            }
        }
    }

    private void Add(CountedTrace counted, int sign)
    {
        foreach (CountedEvents events in _patterns[counted.Pattern])
        {
            (int, int) key = (events.Side, Minutes.HourOf(counted.Minute + events.Minute));
            int[] counts = CollectionsMarshal.GetValueRefOrAddDefault(_sums, key, out _) ??= new int[CoverageTally.Outcomes];
            counts[(int)events.Outcome] += sign * events.Count;
            if (sign < 0 && !counts.AsSpan().ContainsAnyExcept(0))
            {
                _sums.Remove(key);
            }
        }
    }

    private static CountedEvents[] PatternOf(IReadOnlyList<CountedEvents> events, int minute) =>
    [
        .. events.GroupBy(one => one with { Minute = one.Minute - minute })
            .Select(same => same.Key with { Count = same.Count() })
            .Order(),
    ];

    private void KeepRepeated(NodeId trace, IReadOnlyList<RepeatedEvent> repeated)
    {
        if (repeated.Count > 0)
        {
            _repeated.Add(trace, repeated);
        }

        foreach (RepeatedEvent one in repeated)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(_repeatedIds, one.Id, out _)++;
        }
    }

    private void ForgetRepeated(NodeId trace)
    {
        if (!_repeated.Remove(trace, out IReadOnlyList<RepeatedEvent>? repeated))
        {
            return;
        }

        foreach (RepeatedEvent one in repeated)
        {
            if (--CollectionsMarshal.GetValueRefOrAddDefault(_repeatedIds, one.Id, out _) == 0)
            {
                _repeatedIds.Remove(one.Id);
            }
        }
    }
}
