using ReplayGraph.Cluster.Ids;
using ReplayGraph.Lookups;
using ReplayGraph.Queries;

namespace ReplayGraph.Cluster.Coverages;

/// <summary>Finds the counted traces that have events of an outcome. What was counted must not change meanwhile.</summary>
/// <param name="traces">The traces.</param>
/// <param name="patterns">Their patterns.</param>
/// <param name="sums">The number of events of each outcome, by side and hour.</param>
/// <param name="repeated">The events that are not in the patterns.</param>
/// <param name="sides">Whether the events of a side are asked for, by its number.</param>
/// <param name="window">When the events happened.</param>
/// <param name="outcome">The outcome.</param>
/// <param name="atOnce">How many traces the caller takes at once.</param>
internal sealed class OutcomeTraces(
    CountedTraceTable traces, TracePatterns patterns, IReadOnlyDictionary<(int Side, int Hour), int[]> sums,
    IReadOnlyDictionary<NodeId, IReadOnlyList<RepeatedEvent>> repeated, bool[] sides, Window window, Outcome outcome, int atOnce)
{
    // A pass over all traces finds those of the latest hours that have events for so many calls: mostly, they suffice.
    private const int CallsOfAPass = 10;

    /// <summary>The traces, with the minute of their latest such event, latest first. One with repeated events may come twice.</summary>
    internal IEnumerable<(int Minute, NodeId Trace)> Latest()
    {
        int end = int.MaxValue;
        foreach (int first in FirstMinutes())
        {
            foreach ((int Minute, NodeId Trace) one in Of(first, end).OrderByDescending(one => one.Minute))
            {
                yield return one;
            }

            end = first;
        }
    }

    // Where the passes end, latest first.
    private IEnumerable<int> FirstMinutes()
    {
        int found = 0;
        foreach (IGrouping<int, int> hour in sums
            .Where(sum => sides[sum.Key.Side] && window.TouchesHour(sum.Key.Hour))
            .GroupBy(sum => sum.Key.Hour, sum => sum.Value[(int)outcome])
            .OrderByDescending(hour => hour.Key))
        {
            found += hour.Sum();
            if (found >= CallsOfAPass * atOnce)
            {
                found = 0;
                yield return Minutes.FirstOf(hour.Key);
            }
        }

        yield return int.MinValue;
    }

    private IEnumerable<(int Minute, NodeId Trace)> Of(int first, int end)
    {
        foreach ((NodeId trace, CountedTrace counted) in traces.Where(
            counted => counted.Minute < end && counted.Minute + patterns.MinutesOf(counted.Pattern) > first))
        {
            if (LastMinute(counted) is { } minute && minute >= first && minute < end)
            {
                yield return (minute, trace);
            }
        }

        foreach ((NodeId trace, IReadOnlyList<RepeatedEvent> events) in repeated)
        {
            foreach (RepeatedEvent one in events)
            {
                int minute = Minutes.Of(one.At);
                if (one.Outcome == outcome && window.Holds(one.At) && minute >= first && minute < end)
                {
                    yield return (minute, trace);
                }
            }
        }
    }

    private int? LastMinute(CountedTrace counted)
    {
        int? last = null;
        foreach (CountedEvents events in patterns[counted.Pattern])
        {
            int minute = counted.Minute + events.Minute;
            bool isLater = last is null || minute > last;
            last = isLater && events.Outcome == outcome && sides[events.Side] && window.TouchesMinute(minute) ? minute : last;
        }

        return last;
    }
}
