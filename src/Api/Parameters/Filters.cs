using Microsoft.Extensions.Primitives;
using ReplayGraph.Links;
using ReplayGraph.Queries;

namespace ReplayGraph.Api.Parameters;

/// <summary>The parameters that narrow an answer, the same wherever they appear.</summary>
internal static class Filters
{
    private static readonly string[] _ofReplays =
    [
        "min_duration_ms", "max_duration_ms", "started_after", "started_before", "url", "user", "replay_environment",
        "min_segments", "max_segments", "min_errors", "max_errors",
    ];

    /// <summary>Reads all of them.</summary>
    internal static LinkFilter Read(Parameters from, Timestamp now, IReadOnlySet<ProjectId>? visible) => new()
    {
        Window = Times.Window(from, now),
        Projects = Projects(from),
        Environments = Texts(from, "environment"),
        Evidence = Evidence(from),
        Fates = Fates(from, FateSet.Live),
        Replay = Replays(from),
        Visible = visible,
    };

    /// <summary>Projects; null for all: none named, or -1 among them.</summary>
    internal static IReadOnlySet<ProjectId>? Projects(Parameters from)
    {
        var projects = new HashSet<ProjectId>();
        bool all = false;
        foreach (string word in from.EnumNames("project"))
        {
            if (word == "-1")
            {
                all = true;
            }
            else if (ProjectId.TryParse(word, out ProjectId id))
            {
                projects.Add(id);
            }
            else
            {
                from.Refuse("project", $"'{Parameters.Shown(word)}' is no project: a positive whole number, or -1 for all");
            }
        }

        return all || projects.Count == 0 ? null : projects;
    }

    /// <summary>Fates, or those that count where none is named.</summary>
    internal static FateSet Fates(Parameters from, FateSet otherwise)
    {
        FateSet fates = FateSet.None;
        foreach (string word in from.EnumNames("fate"))
        {
            FateSet one = Json.EnumNames.FateSetOf(word);
            if (one == FateSet.None)
            {
                from.Refuse("fate", $"'{Parameters.Shown(word)}' is none of pending, partial, live, archived, deleted, expired, any");
            }

            fates |= one;
        }

        return fates == FateSet.None ? otherwise : fates;
    }

    /// <summary>Texts; null if none is given.</summary>
    internal static IReadOnlySet<string>? Texts(Parameters from, string name)
    {
        StringValues values = from.All(name);
        return values.Count == 0 ? null : values.Select(value => value ?? "").ToHashSet();
    }

    /// <summary>Evidence; any if none is named.</summary>
    internal static Evidence Evidence(Parameters from)
    {
        Evidence evidence = Links.Evidence.None;
        foreach (string word in from.EnumNames("evidence"))
        {
            Evidence one = Json.EnumNames.EvidenceOf(word);
            if (one == Links.Evidence.None)
            {
                from.Refuse("evidence", $"'{Parameters.Shown(word)}' is none of tagged, listed, trace, any");
            }

            evidence |= one;
        }

        return evidence == Links.Evidence.None ? Links.Evidence.Any : evidence;
    }

    private static ReplayFilter? Replays(Parameters from)
    {
        if (!Array.Exists(_ofReplays, from.Has))
        {
            return null;
        }

        return new()
        {
            DurationMs = Bounds(from, "duration_ms"),
            Started = Times.Between(from, "started_after", "started_before"),
            Url = Text(from, "url"),
            User = Text(from, "user"),
            Environments = Texts(from, "replay_environment"),
            Segments = Bounds(from, "segments"),
            Errors = Bounds(from, "errors"),
        };
    }

    private static string? Text(Parameters from, string name)
    {
        string? text = from.One(name);
        if (text is { Length: 0 or > ReplayGraph.Facts.Limits.TextBytes })
        {
            from.Refuse(name, $"a text of {text.Length} characters; 1 to {ReplayGraph.Facts.Limits.TextBytes} are understood");
        }

        return text;
    }

    private static Bounds Bounds(Parameters from, string what)
    {
        long? min = from.Number($"min_{what}", 0, long.MaxValue);
        long? max = from.Number($"max_{what}", 0, long.MaxValue);
        if (min > max)
        {
            from.Refuse($"min_{what}", $"is greater than max_{what}");
        }

        return new(min, max);
    }
}
