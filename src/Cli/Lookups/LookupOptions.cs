using System.CommandLine;
using ReplayGraph.Cli.Help;
using ReplayGraph.Cli.Parsing;
using ReplayGraph.Links;
using ReplayGraph.Queries;

namespace ReplayGraph.Cli.Lookups;

/// <summary>The options that define a lookup.</summary>
internal sealed class LookupOptions
{
    private const int MaxLimit = 1_000_000;

    private readonly Option<string[]> _issues = new("--issue")
    {
        Description = "An issue's id. Each of these four options can be repeated.",
        HelpName = "id",
    };

    private readonly Option<string[]> _transactions = new("--transaction") { Description = "A transaction's name.", HelpName = "name" };

    private readonly Option<string[]> _traces = new("--trace") { Description = "A trace's id, 32 hex digits.", HelpName = "id" };

    private readonly Option<string[]> _events = new("--event") { Description = "An event's id, 32 hex digits.", HelpName = "id" };

    private readonly Option<TimeValue?> _start = new("--start")
    {
        Description = "Events from this time: ISO 8601 or Unix seconds.",
        HelpName = "time",
        CustomParser = TimeParser.Read,
    };

    private readonly Option<TimeValue?> _end = new("--end")
    {
        Description = "Events before this time.",
        HelpName = "time",
        CustomParser = TimeParser.Read,
    };

    private readonly Option<string?> _period = new("--stats-period")
    {
        Description = "Events of the last 14d, 24h, 30m or the like; replaces --start and --end.",
        HelpName = "duration",
    };

    private readonly Option<Evidence> _evidence = EnumOptions.Several(
        "--evidence",
        $"Events linked by at least one of {EvidenceKinds.Names}.",
        "kind,...",
        ApiNames.Evidence,
        (a, b) => a | b,
        Evidence.Any);

    private readonly Option<FateSet> _fates = EnumOptions.Several(
        "--fate",
        "Replays with one of the fates pending, partial, live, archived, deleted, expired; or any.",
        "fate,...",
        ApiNames.Fates,
        (a, b) => a | b,
        FateSet.Live);

    private readonly Option<Sort> _sort = EnumOptions.One(
        "--sort", "best: stronger evidence first, then more events; recent: latest first.", ApiNames.Sorts, Sort.Best);

    private readonly Option<int> _limit = new("--limit")
    {
        Description = "The maximum number of replays.",
        HelpName = "count",
        CustomParser = Numbers.Between(1, MaxLimit),
        DefaultValueFactory = _ => 100,
    };

    private readonly Option<string?> _cursor = new("--cursor")
    {
        Description = "Continues after a page: the cursor printed with it.",
        HelpName = "cursor",
    };

    internal void AddTo(DocumentedCommand command)
    {
        command.AddGroup("What to look up", _issues, _transactions, _traces, _events);
        command.AddGroup("Which events and replays", _start, _end, _period, _evidence, _fates);
        command.AddGroup("Order and pages", _sort, _limit, _cursor);
    }

    /// <summary>Reads the maximum number of replays, over all pages.</summary>
    internal int ReadLimit(ParseResult parsed) => parsed.GetValue(_limit);

    /// <summary>Reads the lookup.</summary>
    /// <exception cref="UsageException">A value is invalid.</exception>
    internal LinkRequest Read(ParseResult parsed)
    {
        var request = new LinkRequest
        {
            Keys = ReadKeys(parsed),
            Start = parsed.GetValue(_start)?.At,
            End = parsed.GetValue(_end)?.At,
            StatsPeriod = parsed.GetValue(_period),
            Evidence = parsed.GetValue(_evidence),
            Fates = parsed.GetValue(_fates),
            Sort = parsed.GetValue(_sort),
            Cursor = parsed.GetValue(_cursor),
        };
        return Check(request);
    }

    private static LinkRequest Check(LinkRequest request)
    {
        if (request.Keys.Count is 0 or > LookupQuery.MaxKeys)
        {
            throw new UsageException(
                $"name 1 to {LookupQuery.MaxKeys:N0} things to look up with --issue, --transaction, --trace and --event, "
                + $"not {request.Keys.Count:N0}");
        }

        if (request.StatsPeriod is { } period && !TimeParser.TryParseSpan(period, out _))
        {
            throw new UsageException(
                $"--stats-period: '{period}' is not a duration such as 14d, 24h, 30m, 60s or 2w, of at most ten years");
        }

        if (request.StatsPeriod is not null && (request.Start ?? request.End) is not null)
        {
            throw new UsageException("--stats-period: cannot be combined with --start or --end");
        }

        return request is { Start: { } start, End: { } end } && start >= end
            ? throw new UsageException("--start: must be before --end")
            : request;
    }

    private List<NodeKey> ReadKeys(ParseResult parsed)
    {
        const string hex = "32 hex digits, not all zero";
        var keys = new List<NodeKey>();
        keys.AddRange((parsed.GetValue(_issues) ?? []).Select(text => IssueId.TryParse(text, out IssueId id)
            ? NodeKey.Of(id)
            : throw new UsageException($"--issue: '{text}' is not an issue's id: use a positive whole number")));
        keys.AddRange((parsed.GetValue(_transactions) ?? []).Select(text => text.Length > 0
            ? NodeKey.OfTransaction(text)
            : throw new UsageException("--transaction: the name is empty")));
        keys.AddRange((parsed.GetValue(_traces) ?? []).Select(text => TraceId.TryParse(text, out TraceId id)
            ? NodeKey.Of(id)
            : throw new UsageException($"--trace: '{text}' is not a trace's id: use {hex}")));
        keys.AddRange((parsed.GetValue(_events) ?? []).Select(text => EventId.TryParse(text, out EventId id)
            ? NodeKey.Of(id)
            : throw new UsageException($"--event: '{text}' is not an event's id: use {hex}")));
        return [.. keys.Distinct()];
    }
}
