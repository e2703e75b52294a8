using ReplayGraph.Api.Access;
using ReplayGraph.Api.Http;
using ReplayGraph.Api.Lookups;
using ReplayGraph.Api.OpenApi;
using ReplayGraph.Api.Problems;
using ReplayGraph.Api.Services;
using ReplayGraph.Queries;
using ReplayGraph.Shared;

namespace ReplayGraph.Api.Neighbours;

/// <summary>The neighbours of any node by kind, for exploring the graph.</summary>
internal sealed class NeighbourRoutes
{
    private readonly ApiServices _services;

    private NeighbourRoutes(ApiServices services) => _services = services;

    internal static void Map(IEndpointRouteBuilder routes, ApiServices services) => routes
        .MapGet("/api/v1/{org}/nodes/{kind}/{id}/edges", new NeighbourRoutes(services).AnswerAsync)
        .Document(
            "edges",
            "Neighbours",
            "The neighbours of a node of one kind; without a kind, the number of each",
            [
                new("kind", "event, trace, issue, transaction or replay."),
                new("fate", "Replays with these fates. [default: any]", Repeated: true),
                .. Documented.Window,
                .. Documented.Page,
            ])
        .Needs(Scopes.Read)
        .Answers<EdgesAnswer>();

    private static NodeKind[] KindsOf(NodeKind kind) => kind switch
    {
        NodeKind.Event => [NodeKind.Trace, NodeKind.Issue, NodeKind.Transaction, NodeKind.Replay],
        NodeKind.Trace => [NodeKind.Event, NodeKind.Replay],
        NodeKind.Issue => [NodeKind.Event, NodeKind.Issue, NodeKind.Replay],
        NodeKind.Transaction => [NodeKind.Event, NodeKind.Replay],
        _ => [NodeKind.Event, NodeKind.Trace, NodeKind.Issue, NodeKind.Transaction],
    };

    private async Task AnswerAsync(HttpContext context)
    {
        Caller? caller = _services.Authorizer.Admit(context, Scopes.Read, out Problem? problem);
        NodeKey node = default;
        NodeKind[] kinds = [];
        if (caller is not null)
        {
            problem = Read(context, out node, out kinds) ?? await HiddenAsync(caller, node);
        }

        if (problem is not null)
        {
            await problem.WriteAsync(context);
            return;
        }

        bool one = context.Request.Query.ContainsKey("kind");
        var answer = new EdgesAnswer(node.Kind, node.Id, one ? kinds[0] : null, null, null, null, one ? null : []);
        foreach (NodeKind kind in kinds)
        {
            NeighbourRequest request = NeighbourRequest.Read(context, caller!, node, kind, _services.Now, out problem);
            NeighbourPage? page = problem is null ? await (one ? request : request.ForTotal()).RunAsync(_services) : null;
            if (page is null)
            {
                await (problem ?? NeighbourRequest.BadCursor).WriteAsync(context);
                return;
            }

            answer = one
                ? answer with
                {
                    Edges = [.. page.Items.Select(item => EdgeAnswer.Of(item, _services.Templates.GetValueOrDefault(caller!.Organization)))],
                    Total = page.Total,
                    NextCursor = request.Next(page),
                }
                : answer with { Counts = [.. answer.Counts!, new(kind, page.Total)] };
        }

        await Reply.JsonAsync(context, answer);
    }

    private static Problem? Read(HttpContext context, out NodeKey node, out NodeKind[] kinds)
    {
        (node, kinds) = (default, []);
        string word = (string)context.Request.RouteValues["kind"]!;
        NodeKind of = EnumNames<NodeKind>.Parse(word);
        if (of == default)
        {
            return Problem.BadRequest(
                $"'{Excerpt.Of(word)}' is not a kind of node; expected event, trace, issue, transaction or replay.", "kind");
        }

        string text = of == NodeKind.Transaction ? PathSegments.BeforeLast(context) ?? "" : (string)context.Request.RouteValues["id"]!;
        if (!KeyText.TryParse(of, text, out node, out string error))
        {
            return Problem.BadRequest(error + ".", "id");
        }

        kinds = KindsOf(of);
        string? asked = context.Request.Query["kind"];
        if (asked is null)
        {
            return null;
        }

        NodeKind kind = EnumNames<NodeKind>.Parse(asked);
        if (!kinds.Contains(kind))
        {
            string known = string.Join(", ", kinds.Select(EnumNames<NodeKind>.Of));
            return Problem.BadRequest($"kind: '{Excerpt.Of(asked)}' is not a kind of neighbour here; expected one of {known}.", "kind");
        }

        kinds = [kind];
        return null;
    }

    // A replay of a project that the caller may not see is unknown to the caller.
    private async Task<Problem?> HiddenAsync(Caller caller, NodeKey node)
    {
        if (node.Kind != NodeKind.Replay || caller.Projects is null)
        {
            return null;
        }

        IReadOnlyList<ReplayView> found = await _services.Graph.ReplaysAsync(caller.Organization, [node.Replay]);
        return found.Count == 0 || caller.Sees(found[0].ProjectId) ? null : Problem.NotFound($"The replay {node.Replay} is unknown.");
    }
}
