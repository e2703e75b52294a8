using ReplayGraph.Api.Access;
using ReplayGraph.Api.Http;
using ReplayGraph.Api.Lookups;
using ReplayGraph.Api.OpenApi;
using ReplayGraph.Api.Problems;
using ReplayGraph.Api.Services;

namespace ReplayGraph.Api.Live;

/// <summary>The calls that stream new replays.</summary>
internal static class LiveRoutes
{
    private static readonly Documented.QueryParameter _lastEventId = new(
        "last_event_id", "The id of the last event that the client has seen, if it cannot send the header Last-Event-ID.");

    internal static void Map(IEndpointRouteBuilder routes, ApiServices services, LiveHub hub)
    {
        Node(NodeKind.Issue, "/api/v1/{org}/issues/{id}/replays/live", "New replays that show an issue, as server-sent events");
        Node(
            NodeKind.Transaction,
            "/api/v1/{org}/transactions/{name}/replays/live",
            "New replays that show a transaction, as server-sent events");
        Get(
            "liveProjectReplays",
            "/api/v1/{org}/projects/{id}/replays/live",
            "New replays of a project, as server-sent events",
            (context, caller) => ProjectAsync(context, hub, caller));

        void Node(NodeKind kind, string path, string summary) => Get(
            $"live{kind}Replays", path, summary, (context, caller) => NodeAsync(context, hub, caller, kind));

        void Get(string name, string path, string summary, Func<HttpContext, Caller, Task> answer) => routes
            .MapGet(path, context => services.Authorizer.Admit(context, Scopes.Read, out Problem? refusal) is { } caller
                ? answer(context, caller)
                : refusal!.WriteAsync(context))
            .Document(name, "Live", summary, _lastEventId)
            .Needs(Scopes.Read)
            .AnswersEvents();
    }

    private static Task ProjectAsync(HttpContext context, LiveHub hub, Caller caller)
    {
        string text = (string)context.Request.RouteValues["id"]!;
        if (!ProjectId.TryParse(text, out ProjectId project))
        {
            return Problem.BadRequest($"'{Excerpt.Of(text)}' is not a valid project; expected a positive integer.", "id").WriteAsync(context);
        }

        return caller.Sees(project)
            ? LiveAnswering.AnswerAsync(context, hub, LiveTopic.Of(caller, project), caller)
            : Problem.Forbidden("The token is limited to other projects.").WriteAsync(context);
    }

    private static Task NodeAsync(HttpContext context, LiveHub hub, Caller caller, NodeKind kind)
    {
        string text = kind == NodeKind.Transaction
            ? PathSegments.BeforeLast(context, after: 2) ?? ""
            : (string)context.Request.RouteValues["id"]!;
        return KeyText.TryParse(kind, text, out NodeKey key, out string error)
            ? LiveAnswering.AnswerAsync(context, hub, LiveTopic.Of(caller, key), caller)
            : Problem.BadRequest(error + ".", "id").WriteAsync(context);
    }
}
