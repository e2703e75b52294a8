using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using ReplayGraph.Api.Lookups;
using ReplayGraph.Api.Parameters;
using ReplayGraph.Api.ReplayCount;
using ReplayGraph.Fuzz.Targets;
using ReplayGraph.Links;
using ReplayGraph.Queries;

namespace ReplayGraph.Fuzz.Requests;

/// <summary>
/// Query strings of lookups and replay-count: a query is parsed, or a problem names the invalid parameter. The cursor of a page
/// belongs to its query.
/// </summary>
internal sealed class LookupTarget : Target
{
    private static readonly LinkPage _page = new([], 1, new Rank(Evidence.Trace, 1, Context.Now, new(1)));

    private static readonly NodeKey _key = NodeKey.Of(new IssueId(17));

    internal override string Name => "query-string";

    internal override Shape Shape => Shape.Text;

    internal override int MaxBytes => 2048;

    internal override IEnumerable<byte[]> Seeds => Texts(
        "statsPeriod=14d&project=1&project=2&environment=production&evidence=tagged,listed&fate=any&sort=recent&limit=10&fields=replay_id",
        "start=2026-11-20T10:00:00Z&end=1795000000.5&min_duration_ms=1&max_duration_ms=2&url=shop&user=ada&min_segments=0&max_errors=5",
        "start=2026-11-20&project=-1&fate=live&fate=archived&replay_environment=&started_after=0&started_before=253402300798",
        "query=issue.id:[1]&statsPeriodStart=2d&statsPeriodEnd=1d&timeframe=2h&projectSlug=$all&evidence=tagged&team=1",
        "query=issue.id:[1]&data_source=discover&returnIds=true&statsPeriod=24h&project=$all",
        "cursor=AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA&include=events,by_key",
        "query=replay_id:[a]&returnIds=0&start=2026-11-20T10:00:00%2B02:00&end=2026-11-21T10:00:00.123&environment=");

    internal override IEnumerable<string> Words =>
    [
        "&", "=", "project=", "environment=", "statsPeriod=", "start=", "end=", "fate=", "evidence=", "sort=", "limit=", "fields=",
        "cursor=", "include=", "min_duration_ms=", "max_segments=", "url=", "user=", "query=", "returnIds=", "data_source=",
        "2026-11-20T10:00:00Z", "90d", "2w", "-1", "any",
    ];

    internal override void Run(ReadOnlyMemory<byte> input)
    {
        IQueryCollection query = Context.OfQuery(input.Span).Request.Query;
        var parameters = new RequestParameters(query);
        LookupRequest request = LookupRequest.Read(
            parameters, Context.Caller, [_key], Context.Now, LookupInclude.Read(parameters));
        if (parameters.Error is { } fault)
        {
            Context.Check(fault);
        }
        else
        {
            CheckCursor(query, request);
        }

        if (CountRequest.Validate(query).Count == 0)
        {
            CountRequest? counted = CountRequest.Read(query, Context.Caller, Context.Now, out string? error);
            BrokenPromiseException.Unless(
                counted is null ? error is { Length: > 0 and <= 300 } : error is null, "there is a request or an error");
        }
    }

    private static void CheckCursor(IQueryCollection query, LookupRequest request)
    {
        BrokenPromiseException.Unless(
            request.Query.Limit is > 0 and <= LookupQuery.MaxLimit && request.Query.Filter.Window.Start < request.Query.Filter.Window.End,
            "a parsed query is valid");
        string cursor = request.Next(_page)!;
        var values = new Dictionary<string, StringValues> { ["cursor"] = cursor };
        var next = new RequestParameters(query, values);
        LookupRequest read = LookupRequest.Read(next, Context.Caller, [_key], default, LookupInclude.Read(next));
        BrokenPromiseException.Unless(
            next.Error is null && read.Query.After == _page.Next && read.Now == request.Now,
            "a query accepts the cursor of its page",
            () => $"{next.Error}");
    }
}
