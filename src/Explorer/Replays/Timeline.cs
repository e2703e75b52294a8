using ReplayGraph.Facts;
using ReplayGraph.Queries;

namespace ReplayGraph.Explorer.Replays;

/// <summary>The events of a replay on a time axis: a lane for each project and side, the front end first.</summary>
internal sealed class Timeline
{
    // Where an event lies outside of the replay, the axis reaches to it, but no further than this share of the replay's length.
    private const double MostMargin = 0.25;

    private readonly long _start, _end;

    /// <summary>Lays the events out.</summary>
    internal Timeline(ReplayView replay, IReadOnlyList<EventView> events)
    {
        long first = replay.StartedAt.Milliseconds, last = replay.FinishedAt.Milliseconds;
        if (replay.StartedAt == default)
        {
            first = events.Select(one => one.Timestamp.Milliseconds).DefaultIfEmpty().Min();
            last = events.Select(one => one.Timestamp.Milliseconds).DefaultIfEmpty().Max();
        }

        long margin = (long)(Math.Max(last - first, 1000) * MostMargin);
        _start = Math.Max(first - margin, events.Select(one => one.Timestamp.Milliseconds).Append(first).Min());
        _end = Math.Max(Math.Min(last + margin, events.Select(one => one.Timestamp.Milliseconds).Append(last).Max()), _start + 1000);
        (Begin, Finish) = (PositionOf(first), PositionOf(last));
        Lanes =
        [
            .. events.GroupBy(one => (one.Backend, one.ProjectId))
                .OrderBy(lane => lane.Key.Backend).ThenBy(lane => lane.Key.ProjectId.Value)
                .Select(lane => new Lane(
                    $"{(lane.Key.Backend ? "back end" : "front end")}, project {lane.Key.ProjectId}",
                    [.. lane.OrderByDescending(one => one.Kind == FactKind.Transaction).ThenBy(one => one.Timestamp).Select(Mark)])),
        ];
    }

    /// <summary>The start of the replay, from 0 to 100.</summary>
    internal double Begin { get; }

    /// <summary>The end of the replay, from 0 to 100.</summary>
    internal double Finish { get; }

    /// <summary>The time at 0.</summary>
    internal Timestamp Start => new(_start);

    /// <summary>The time at 100.</summary>
    internal Timestamp End => new(_end);

    internal IReadOnlyList<Lane> Lanes { get; }

    // A transaction has its time at its end.
    private Mark Mark(EventView one)
    {
        double at = PositionOf(one.Timestamp.Milliseconds);
        double length = one.Kind == FactKind.Transaction ? at - PositionOf(one.Timestamp.Milliseconds - one.DurationMs) : 0;
        return new(one, at - length, length);
    }

    private double PositionOf(long time) => Math.Clamp(100.0 * (time - _start) / (_end - _start), 0, 100);
}

/// <summary>A lane.</summary>
/// <param name="Name">Its side and project.</param>
/// <param name="Marks">Its events, in the order of drawing: errors over transactions.</param>
internal sealed record Lane(string Name, IReadOnlyList<Mark> Marks);

/// <summary>An event on a lane.</summary>
/// <param name="Event">The event.</param>
/// <param name="At">Where it begins, from 0 to 100.</param>
/// <param name="Length">How long it takes; 0 for an error.</param>
internal sealed record Mark(EventView Event, double At, double Length);
