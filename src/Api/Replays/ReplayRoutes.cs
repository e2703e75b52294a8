using ReplayGraph.Api.Access;
using ReplayGraph.Api.Http;
using ReplayGraph.Api.Lookups;
using ReplayGraph.Api.Neighbours;
using ReplayGraph.Api.OpenApi;
using ReplayGraph.Api.Problems;
using ReplayGraph.Api.Services;
using ReplayGraph.Links;
using ReplayGraph.Queries;
using ReplayGraph.Shared;

namespace ReplayGraph.Api.Replays;

/// <summary>One replay, and everything that happened in it.</summary>
internal sealed class ReplayRoutes
{
    private readonly ApiServices _services;

    private ReplayRoutes(ApiServices services) => _services = services;

    internal static void Map(IEndpointRouteBuilder routes, ApiServices services)
    {
        var calls = new ReplayRoutes(services);
        const string path = "/api/v1/{org}/replays/{id}";
        routes.MapGet(path, calls.ShowAsync)
            .Document("replay", "Replays", "One replay and its fate").Needs(Scopes.Read).Answers<ReplayAnswer>();
        routes.MapDelete(path, calls.RemoveAsync)
            .Document("deleteReplay", "Replays", "Deletes a replay permanently").Needs(Scopes.Admin).Answers<RemovedAnswer>();
        Documented.QueryParameter[] page = [.. Documented.Window, .. Documented.Page];
        routes.MapGet(path + "/events", context => calls.ListAsync(context, NodeKind.Event))
            .Document("replayEvents", "Replays", "The events of a replay", page)
            .Needs(Scopes.Read).Answers<EventsAnswer>();
        routes.MapGet(path + "/traces", context => calls.ListAsync(context, NodeKind.Trace))
            .Document("replayTraces", "Replays", "The traces of a replay", page)
            .Needs(Scopes.Read).Answers<TracesAnswer>();
        routes.MapGet(path + "/issues", context => calls.ListAsync(context, NodeKind.Issue))
            .Document("replayIssues", "Replays", "The issues of a replay", page)
            .Needs(Scopes.Read).Answers<IssuesAnswer>();
        routes.MapGet(path + "/transactions", context => calls.ListAsync(context, NodeKind.Transaction))
            .Document("replayTransactions", "Replays", "The transactions of a replay", page)
            .Needs(Scopes.Read).Answers<TransactionsAnswer>();
    }

    private async Task ShowAsync(HttpContext context)
    {
        (Caller? caller, _, ReplayView? replay, Problem? problem) = await FindAsync(context, Scopes.Read);
        problem ??= replay is null ? Unknown(context) : null;
        await (problem?.WriteAsync(context)
            ?? Reply.JsonAsync(context, ReplayAnswer.Of(replay!, _services.Templates.GetValueOrDefault(caller!.Organization))));
    }

    private async Task ListAsync(HttpContext context, NodeKind kind)
    {
        (Caller? caller, ReplayId id, ReplayView? replay, Problem? problem) = await FindAsync(context, Scopes.Read);
        problem ??= replay is null ? Unknown(context) : null;
        NeighbourRequest request = problem is null
            ? NeighbourRequest.Read(context, caller!, NodeKey.Of(id), kind, _services.Now, out problem)
            : default;
        NeighbourPage? page = problem is null ? await request.RunAsync(_services) : null;
        await (page is null
            ? (problem ?? NeighbourRequest.BadCursor).WriteAsync(context)
            : AnswerAsync(context, kind, page, request.Next(page)));
    }

    private static Task AnswerAsync(HttpContext context, NodeKind kind, NeighbourPage page, string? next) => kind switch
    {
        NodeKind.Event => Reply.JsonAsync(
            context, new EventsAnswer([.. page.Items.Select(item => EventAnswer.Of(item))], page.Total, next)),
        NodeKind.Trace => Reply.JsonAsync(context, new TracesAnswer([.. page.Items.Select(item => item.Node.Trace)], page.Total, next)),
        NodeKind.Issue => Reply.JsonAsync(context, new IssuesAnswer([.. page.Items.Select(item => item.Node.Issue)], page.Total, next)),
        _ => Reply.JsonAsync(context, new TransactionsAnswer([.. page.Items.Select(item => item.Node.Transaction)], page.Total, next)),
    };

    private async Task RemoveAsync(HttpContext context)
    {
        (Caller? caller, ReplayId id, ReplayView? replay, Problem? problem) = await FindAsync(context, Scopes.Admin);

        // A caller limited to projects could otherwise delete a future replay of another project.
        problem ??= replay is null && caller!.Projects is not null ? Unknown(context) : null;
        if (problem is not null)
        {
            await problem.WriteAsync(context);
            return;
        }

        var events = new NeighbourQuery(NodeKey.Of(id), NodeKind.Event) { Limit = 1 };
        NeighbourPage linked = await _services.Graph.NeighboursAsync(caller!.Organization, events, context.RequestAborted);
        await ReplayDeletion.RunAsync(_services, caller, id);
        var answer = new RemovedAnswer(
            id,
            replay is null ? "unknown" : EnumNames<Fate>.Of(replay.Fate),
            replay?.Segments ?? 0,
            replay?.Traces ?? 0,
            replay?.Errors ?? 0,
            linked.Total);
        await Reply.JsonAsync(context, answer);
    }

    private async Task<(Caller? Caller, ReplayId Id, ReplayView? Replay, Problem? Problem)> FindAsync(HttpContext context, Scopes needed)
    {
        Caller? caller = _services.Authorizer.Admit(context, needed, out Problem? refusal);
        if (caller is null)
        {
            return (null, default, null, refusal);
        }

        string text = (string)context.Request.RouteValues["id"]!;
        if (!KeyText.TryParse(NodeKind.Replay, text, out NodeKey key, out string error))
        {
            return (null, default, null, Problem.BadRequest(error + ".", "id"));
        }

        IReadOnlyList<ReplayView> found = await _services.Graph.ReplaysAsync(caller.Organization, [key.Replay], context.RequestAborted);
        if (found.Count == 0)
        {
            return (caller, key.Replay, null, null);
        }

        return caller.Sees(found[0].ProjectId)
            ? (caller, key.Replay, found[0], null)
            : (null, default, null, Unknown(context));
    }

    private static Problem Unknown(HttpContext context) => Problem.NotFound($"The replay {context.Request.RouteValues["id"]} is unknown.");
}
