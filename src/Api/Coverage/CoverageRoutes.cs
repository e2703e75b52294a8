using System.Buffers.Text;
using System.Globalization;
using System.Text;
using ReplayGraph.Api.Access;
using ReplayGraph.Api.Http;
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

    internal static void Map(IEndpointRouteBuilder routes, ApiServices services) => routes
        .MapGet("/api/v1/{org}/coverage", new CoverageRoutes(services).AnswerAsync)
        .Document(
            "coverage",
            "Coverage",
            "The share of events with a replay, by project and day, with reasons for the rest",
            [.. Documented.Window, new("project", "Events of this project; repeatable; -1 for all.", Repeated: true), .. Documented.Page])
        .Needs(Scopes.Read)
        .Answers<CoverageAnswer>();

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
        var query = new CoverageQuery
        {
            Window = Times.Window(from, _services.Now),
            Projects = Filters.Projects(from),
            Visible = caller.Projects,
        };
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

    private static string CursorOf(CoverageRow row) => Base64Url.EncodeToString(Encoding.ASCII.GetBytes(string.Create(
        CultureInfo.InvariantCulture, $"{row.ProjectId}/{row.Day:yyyyMMdd}/{(int)row.Kind}/{row.Backend}")));
}
