using ReplayGraph.Links;

namespace ReplayGraph.Queries;

/// <summary>A span of time, from <paramref name="Start"/> (inclusive) to <paramref name="End"/> (exclusive).</summary>
public readonly record struct Window(Timestamp Start, Timestamp End)
{
    /// <summary>All of time.</summary>
    public static Window All { get; } = new(new(long.MinValue), new(long.MaxValue));

    /// <summary>True for <see cref="All"/>.</summary>
    public bool IsAll => this == All;

    /// <summary>Whether the window holds the time.</summary>
    public bool Holds(Timestamp time) => time >= Start && time < End;

    /// <summary>Whether the window holds a time of a day, in UTC.</summary>
    public bool Touches(DateOnly day) => Timestamp.StartOf(day).EndOfDay >= Start && Timestamp.StartOf(day) < End;

    /// <summary>The part of the window in a day, in UTC.</summary>
    public Window Of(DateOnly day)
    {
        Timestamp start = Timestamp.StartOf(day), end = new(start.EndOfDay.Milliseconds + 1);
        return new(Start > start ? Start : start, End < end ? End : end);
    }
}

/// <summary>
/// A filter on links, applied before they are counted, ranked and paged. The first group of properties selects events; only selected events
/// count for a replay. The second group selects replays.
/// </summary>
public sealed record LinkFilter
{
    /// <summary>The default filter: all events, live replays.</summary>
    public static LinkFilter None { get; } = new();

    /// <summary>
    /// Events that happened in it. A replay without events (it lists a trace or event that has not arrived) passes if it overlaps the
    /// window.
    /// </summary>
    public Window Window { get; init; } = Window.All;

    /// <summary>Events of these projects; null: of any.</summary>
    public IReadOnlySet<ProjectId>? Projects { get; init; }

    /// <summary>Events of these environments (the empty string: of none); null: of any.</summary>
    public IReadOnlySet<string>? Environments { get; init; }

    /// <summary>Events that are linked by at least one of these.</summary>
    public Evidence Evidence { get; init; } = Evidence.Any;

    /// <summary>Events that meet it; null: all.</summary>
    public Condition? Where { get; init; }

    /// <summary>Replays of these fates.</summary>
    public FateSet Fates { get; init; } = FateSet.Live;

    /// <summary>Replays that meet it; null: all.</summary>
    public ReplayFilter? Replay { get; init; }

    /// <summary>What the caller may see: events and replays of these projects; null: of any. A pending replay, which has no project yet, passes.</summary>
    public IReadOnlySet<ProjectId>? Visible { get; init; }
}
