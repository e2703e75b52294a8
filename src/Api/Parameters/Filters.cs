using Microsoft.Extensions.Primitives;
using ReplayGraph.Api.Problems;
using ReplayGraph.Links;
using ReplayGraph.Queries;
using ReplayGraph.Shared;

namespace ReplayGraph.Api.Parameters;

/// <summary>Reads the parameters that filter an answer; they are the same in all calls.</summary>
internal static class Filters
{
    private static readonly string[] _ofReplays =
    [
        "min_duration_ms", "max_duration_ms", "started_after", "started_before", "url", "user", "replay_environment",
        "min_segments", "max_segments", "min_errors", "max_errors",
    ];

    /// <summary>Reads all of them.</summary>
    internal static LinkFilter Read(RequestParameters from, Timestamp now, IReadOnlySet<ProjectId>? visible) => new()
    {
        Window = Times.Window(from, now),
        Projects = Projects(from),
        Environments = Texts(from, "environment"),
        Evidence = Evidence(from),
        Fates = Fates(from, FateSet.Live),
        Replay = Replays(from),
        Visible = visible,
    };

    /// <summary>Projects; null for all: no project is given, or -1 is.</summary>
    internal static IReadOnlySet<ProjectId>? Projects(RequestParameters from)
    {
        var projects = new HashSet<ProjectId>();
        bool all = false;
        foreach (string word in from.Items("project"))
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
                from.AddError("project", $"'{Excerpt.Of(word)}' is not a valid project; expected a positive integer, or -1 for all");
            }
        }

        return all || projects.Count == 0 ? null : projects;
    }

    /// <summary>Fates, or the default if none is given.</summary>
    internal static FateSet Fates(RequestParameters from, FateSet otherwise)
    {
        FateSet fates = FateSet.None;
        foreach (string word in from.Items("fate"))
        {
            FateSet one = EnumNames<FateSet>.Parse(word);
            if (one == FateSet.None)
            {
                from.AddError("fate", $"'{Excerpt.Of(word)}' is not pending, partial, live, archived, deleted, expired or any");
            }

            fates |= one;
        }

        return fates == FateSet.None ? otherwise : fates;
    }

    /// <summary>Texts; null if none is given.</summary>
    internal static IReadOnlySet<string>? Texts(RequestParameters from, string name)
    {
        StringValues values = from.All(name);
        return values.Count == 0 ? null : values.Select(value => value ?? "").ToHashSet();
    }

    /// <summary>Evidence; any if none is given.</summary>
    internal static Evidence Evidence(RequestParameters from)
    {
        Evidence evidence = Links.Evidence.None;
        foreach (string word in from.Items("evidence"))
        {
            Evidence one = EvidenceKinds.Parse(word);
            if (one == Links.Evidence.None)
            {
                from.AddError("evidence", $"'{Excerpt.Of(word)}' is not evidence; expected {EvidenceKinds.Names} or {EvidenceKinds.AnyName}");
            }

            evidence |= one;
        }

        return evidence == Links.Evidence.None ? Links.Evidence.Any : evidence;
    }

    private static ReplayFilter? Replays(RequestParameters from)
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

    private static string? Text(RequestParameters from, string name)
    {
        string? text = from.One(name);
        if (text is { Length: 0 or > ReplayGraph.Facts.Limits.TextBytes })
        {
            from.AddError(name, $"has {text.Length} characters; expected 1 to {ReplayGraph.Facts.Limits.TextBytes}");
        }

        return text;
    }

    private static Bounds Bounds(RequestParameters from, string what)
    {
        long? min = from.Number($"min_{what}", 0, long.MaxValue);
        long? max = from.Number($"max_{what}", 0, long.MaxValue);
        if (min > max)
        {
            from.AddError($"min_{what}", $"is greater than max_{what}");
        }

        return new(min, max);
    }
}
