using System.CommandLine;
using ReplayGraph.Cli.Running;
using ReplayGraph.Links;
using ReplayGraph.Queries;

namespace ReplayGraph.Cli.Lookups;

/// <summary>The options that say what is looked up.</summary>
internal sealed class LookupOptions
{
    private readonly Option<string[]> _issues = new("--issue")
    {
        Description = "An issue's id. Repeatable, like the next three.",
        HelpName = "ID",
    };

    private readonly Option<string[]> _transactions = new("--transaction") { Description = "A transaction's name.", HelpName = "NAME" };

    private readonly Option<string[]> _traces = new("--trace") { Description = "A trace's id, 32 hex digits.", HelpName = "ID" };

    private readonly Option<string[]> _events = new("--event") { Description = "An event's id, 32 hex digits.", HelpName = "ID" };

    private readonly Option<TimeWord?> _start = new("--start")
    {
        Description = "Events from this time: ISO 8601 or Unix seconds.",
        HelpName = "TIME",
        CustomParser = TimeWords.Read,
    };

    private readonly Option<TimeWord?> _end = new("--end")
    {
        Description = "Events before this time.",
        HelpName = "TIME",
        CustomParser = TimeWords.Read,
    };

    private readonly Option<string?> _period = new("--stats-period")
    {
        Description = "Events of this long until now, such as 14d, 24h or 30m; instead of --start and --end.",
        HelpName = "SPAN",
    };

    private readonly Option<string[]> _evidence = new("--evidence")
    {
        Description = "Events linked by at least one of: tagged, listed, trace.",
        HelpName = "WORD,..",
    };

    private readonly Option<string[]> _fates = new("--fate")
    {
        Description = "Replays that are one of: pending, partial, live, archived, deleted, expired; any. [default: live]",
        HelpName = "WORD,..",
    };

    private readonly Option<string> _sort = new("--sort")
    {
        Description = "best: stronger evidence first, then more events; recent: later first.",
        HelpName = "best|recent",
        DefaultValueFactory = _ => "best",
    };

    private readonly Option<string?> _cursor = new("--cursor")
    {
        Description = "Goes on after a page: its next_cursor.",
        HelpName = "CURSOR",
    };

    /// <summary>Adds the options to a command.</summary>
    internal LookupOptions AddTo(Command command)
    {
        Option[] all = [_issues, _transactions, _traces, _events, _start, _end, _period, _evidence, _fates, _sort, _cursor];
        foreach (Option option in all)
        {
            command.Add(option);
        }

        return this;
    }

    /// <summary>Reads them.</summary>
    /// <exception cref="UsageException">A value cannot be understood.</exception>
    internal LinkRequest Read(ParseResult parsed)
    {
        var request = new LinkRequest
        {
            Keys = ReadKeys(parsed),
            Start = parsed.GetValue(_start)?.At,
            End = parsed.GetValue(_end)?.At,
            StatsPeriod = parsed.GetValue(_period),
            Evidence = ReadWords(parsed.GetValue(_evidence), "--evidence", Words.EvidenceOf, (a, b) => a | b, Evidence.Any),
            Fates = ReadWords(parsed.GetValue(_fates), "--fate", Words.FateSetOf, (a, b) => a | b, FateSet.Live),
            Sort = parsed.GetValue(_sort) switch
            {
                "best" => Sort.Best,
                "recent" => Sort.Recent,
                var other => throw new UsageException($"--sort: '{other}' is neither best nor recent"),
            },
            Cursor = parsed.GetValue(_cursor),
        };
        return Check(request);
    }

    private static LinkRequest Check(LinkRequest request)
    {
        if (request.Keys.Count is 0 or > LookupQuery.MaxKeys)
        {
            throw new UsageException(
                $"1 to {LookupQuery.MaxKeys} of --issue, --transaction, --trace and --event are needed; there are {request.Keys.Count}");
        }

        if (request.StatsPeriod is { } period && !TimeWords.TryParseSpan(period, out _))
        {
            throw new UsageException($"--stats-period: '{period}' is no span such as 14d, 24h, 30m, 60s or 2w, of at most ten years");
        }

        if (request.StatsPeriod is not null && (request.Start ?? request.End) is not null)
        {
            throw new UsageException("--stats-period: not together with --start or --end");
        }

        return request is { Start: { } start, End: { } end } && start >= end
            ? throw new UsageException("--start: is not before --end")
            : request;
    }

    private static T ReadWords<T>(string[]? values, string option, Func<string, T> parse, Func<T, T, T> join, T otherwise)
        where T : struct, Enum
    {
        T all = default;
        string[] words = [.. (values ?? []).SelectMany(value => value.Split(',', StringSplitOptions.TrimEntries))];
        foreach (string word in words)
        {
            T one = parse(word);
            all = one.Equals(default(T)) ? throw new UsageException($"{option}: '{word}' is unknown; see --help") : join(all, one);
        }

        return words.Length == 0 ? otherwise : all;
    }

    private List<NodeKey> ReadKeys(ParseResult parsed)
    {
        const string hex = "32 hex digits, not all zero";
        var keys = new List<NodeKey>();
        keys.AddRange((parsed.GetValue(_issues) ?? []).Select(text => IssueId.TryParse(text, out IssueId id)
            ? NodeKey.Of(id)
            : throw new UsageException($"--issue: '{text}' is no issue: a positive whole number")));
        keys.AddRange((parsed.GetValue(_transactions) ?? []).Select(text => text.Length > 0
            ? NodeKey.OfTransaction(text)
            : throw new UsageException("--transaction: a name cannot be empty")));
        keys.AddRange((parsed.GetValue(_traces) ?? []).Select(text => TraceId.TryParse(text, out TraceId id)
            ? NodeKey.Of(id)
            : throw new UsageException($"--trace: '{text}' is no trace: {hex}")));
        keys.AddRange((parsed.GetValue(_events) ?? []).Select(text => EventId.TryParse(text, out EventId id)
            ? NodeKey.Of(id)
            : throw new UsageException($"--event: '{text}' is no event: {hex}")));
        return [.. keys.Distinct()];
    }
}
