using System.Globalization;
using ReplayGraph.Links;
using ReplayGraph.Queries;

namespace ReplayGraph.Explorer.Layout;

/// <summary>Values as words for people.</summary>
public static class Words
{
    /// <summary>What a kind of evidence means.</summary>
    public static string Explain(Evidence kind) => kind switch
    {
        Evidence.Tagged => "The event carries the id of this replay.",
        Evidence.Listed => "The replay lists this event.",
        Evidence.Trace => "The replay lists the trace of the event.",
        Evidence.Sibling => "Another event of the same trace names this replay.",
        Evidence.Stale => "The event happened long before or after the replay.",
        _ => "Many replays share the trace of the event, so it proves nothing.",
    };

    /// <summary>What a fate means.</summary>
    public static string Explain(Fate fate) => fate switch
    {
        Fate.Pending => "An event names the replay, but no segment of it has arrived.",
        Fate.Partial => "Its first segment is missing, so it cannot be played.",
        Fate.Live => "It can be watched.",
        Fate.Archived => "It was archived.",
        Fate.Deleted => "It was deleted.",
        _ => "It is older than its retention.",
    };

    /// <summary>A duration: <c>4 min 12 s</c>.</summary>
    public static string Duration(long milliseconds)
    {
        var span = TimeSpan.FromMilliseconds(milliseconds);
        return span.TotalHours >= 1 ? Text($"{(int)span.TotalHours} h {span.Minutes} min")
            : span.TotalMinutes >= 1 ? Text($"{span.Minutes} min {span.Seconds} s")
            : span.TotalSeconds >= 10 ? Text($"{span.Seconds} s")
            : Text($"{span.TotalSeconds:0.0} s");
    }

    /// <summary>The distance from one time to another: <c>3 min ago</c>.</summary>
    public static string Ago(Timestamp time, Timestamp now)
    {
        long seconds = (now.Milliseconds - time.Milliseconds) / 1000;
        string distance = Math.Abs(seconds) switch
        {
            < 60 => Text($"{Math.Abs(seconds)} s"),
            < 3600 => Text($"{Math.Abs(seconds) / 60} min"),
            < 172_800 => Text($"{Math.Abs(seconds) / 3600} h"),
            _ => Text($"{Math.Abs(seconds) / 86_400} days"),
        };
        return seconds >= 0 ? distance + " ago" : "in " + distance;
    }

    /// <summary>A time within a replay: <c>+1:07</c> after its start, <c>-0:05</c> before.</summary>
    public static string Offset(long milliseconds)
    {
        long seconds = Math.Abs(milliseconds) / 1000;
        return Text($"{(milliseconds < 0 ? "-" : "+")}{seconds / 60}:{seconds % 60:00}");
    }

    /// <summary>The person, by the clearest name that is known; null if none is.</summary>
    public static string? Who(ReplayView? replay) => replay?.User is { } user ? user.Email ?? user.Name ?? user.Id ?? user.Ip : null;

    /// <summary>Project, environment and release.</summary>
    public static string Where(ReplayView replay) => string.Join(
        " · ", new[] { replay.ProjectId.IsNone ? null : $"project {replay.ProjectId}", replay.Environment, replay.Release }
            .Where(text => !string.IsNullOrEmpty(text)));

    /// <summary>A number and its noun: <c>1 event</c>, <c>2,100 events</c>.</summary>
    public static string Count(int number, string noun) => Text($"{number:N0} {noun}{(number == 1 ? "" : "s")}");

    /// <summary>A date and time in UTC, to the second.</summary>
    public static string Date(Timestamp time) => Text($"{time.ToDate().UtcDateTime:yyyy-MM-dd HH:mm:ss}");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
