using System.Buffers.Text;
using System.Globalization;
using System.Text;
using ReplayGraph.Api.Access;
using ReplayGraph.Api.Http;
using ReplayGraph.Api.Lookups;
using ReplayGraph.Api.OpenApi;
using ReplayGraph.Api.Parameters;
using ReplayGraph.Api.Problems;
using ReplayGraph.Api.Services;
using ReplayGraph.Queries;

namespace ReplayGraph.Api.Coverage;

/// <summary>How many events have a replay, and why the others have none.</summary>
internal sealed class CoverageRoutes
{
    private readonly ApiServices _services;

    private CoverageRoutes(ApiServices services) => _services = services;

    internal static void Map(IEndpointRouteBuilder routes, ApiServices services)
    {
        var coverage = new CoverageRoutes(services);
        routes.MapGet("/api/v1/{org}/coverage", coverage.AnswerAsync)
            .Document(
                "coverage",
                "Coverage",
                "The share of events with a replay, by project and day, with reasons for the rest",
                [.. CoverageParameters.Documented, .. Documented.Page])
            .Needs(Scopes.Read)
            .Answers<CoverageAnswer>();
        routes.MapGet("/api/v1/{org}/coverage/events", coverage.EventsAsync)
            .Document(
                "coverageEvents",
                "Coverage",
                "The latest events that coverage counts under one outcome",
                [
                    new("outcome", "linked, or one of the names in without.", Required: true),
                    .. CoverageParameters.Documented,
                    new("limit", "The most events, 1 to 1000. [default: 100]", IsNumber: true),
                ])
            .Needs(Scopes.Read)
            .Answers<CoverageEventsAnswer>();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        Caller? caller = _services.Authorizer.Admit(context, Scopes.Read, out Problem? problem);
        if (caller is null)
        {
            await problem!.WriteAsync(context);
            return;
        }

        var from = new RequestParameters(context.Request.Query);
        string? after = from.One("cursor");
        CoverageQuery query = CoverageParameters.Read(from, caller, _services.Now);
        int limit = (int)(from.Number("limit", 1, LookupQuery.MaxLimit) ?? LookupQuery.MaxLimit);
        if (from.Error is { } error)
        {
            await error.WriteAsync(context);
            return;
        }

        IReadOnlyList<CoverageRow> rows = await _services.Deadlines.RunAsync(
            cancel => _services.Graph.CoverageAsync(caller.Organization, query, cancel));
        int first = after is null ? 0 : rows.TakeWhile(row => CursorOf(row) != after).Count() + 1;
        if (first > rows.Count)
        {
            await Problem.BadRequest("cursor: not valid for this query.", "cursor").WriteAsync(context);
            return;
        }

        int last = Math.Min(first + limit, rows.Count);
        var answer = new CoverageAnswer(
            [.. rows.GroupBy(row => (row.Kind, row.Backend)).OrderBy(group => group.Key)
                .Select(group => CoverageTotal.Of(group.Key.Kind, group.Key.Backend, [.. group]))],
            [.. rows.Skip(first).Take(last - first).Select(CoverageEntry.Of)],
            rows.Count,
            last < rows.Count ? CursorOf(rows[last - 1]) : null);
        await Reply.JsonAsync(context, answer);
    }

    private async Task EventsAsync(HttpContext context)
    {
        Caller? caller = _services.Authorizer.Admit(context, Scopes.Read, out Problem? problem);
        if (caller is null)
        {
            await problem!.WriteAsync(context);
            return;
        }

        var from = new RequestParameters(context.Request.Query);
        Outcome outcome = CoverageParameters.Outcome(from);
        CoverageQuery query = CoverageParameters.Read(from, caller, _services.Now);
        int limit = (int)(from.Number("limit", 1, LookupQuery.MaxLimit) ?? 100);
        if (from.Error is { } error)
        {
            await error.WriteAsync(context);
            return;
        }

        IReadOnlyList<EventView> events = await _services.Deadlines.RunAsync(
            cancel => _services.Graph.CoverageEventsAsync(caller.Organization, query, outcome, limit, cancel));
        await Reply.JsonAsync(context, new CoverageEventsAnswer([.. events.Select(EventAnswer.Of)]));
    }

    private static string CursorOf(CoverageRow row) => Base64Url.EncodeToString(Encoding.ASCII.GetBytes(string.Create(
        CultureInfo.InvariantCulture, $"{row.ProjectId}/{row.Day:yyyyMMdd}/{(int)row.Kind}/{row.Backend}")));
}
