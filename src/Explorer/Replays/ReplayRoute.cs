using Microsoft.AspNetCore.Http;
using ReplayGraph.Api.Lookups;
using ReplayGraph.Explorer.Layout;
using ReplayGraph.Explorer.Services;
using ReplayGraph.Queries;

namespace ReplayGraph.Explorer.Replays;

/// <summary>A replay: what is known of it, when its events happened, and what it is connected with.</summary>
internal sealed class ReplayRoute(PageServices services)
{
    // As many as a time axis can show apart.
    private const int MostEvents = 500, MostOthers = 50;

    internal async Task<IResult> AnswerAsync(HttpContext context)
    {
        if (services.Admit(context, out IResult? refusal) is not { } site)
        {
            return refusal!;
        }

        if (!KeyText.TryParse(NodeKind.Replay, (string)context.Request.RouteValues["id"]!, out NodeKey key, out string error))
        {
            return Refuse(context, StatusCodes.Status400BadRequest, "Bad request", error + ".");
        }

        if (await services.FindReplayAsync(site, key.Replay) is not { } replay)
        {
            return Refuse(context, StatusCodes.Status404NotFound, "Not found", $"The replay {key.Id} is unknown.");
        }

        NeighbourPage events = await NeighboursAsync(site, key, NodeKind.Event, MostEvents);
        NeighbourPage issues = await NeighboursAsync(site, key, NodeKind.Issue, MostOthers);
        NeighbourPage traces = await NeighboursAsync(site, key, NodeKind.Trace, MostOthers);
        NeighbourPage transactions = await NeighboursAsync(site, key, NodeKind.Transaction, MostOthers);
        return PageResult.Of<ReplayPage>(
            context,
            StatusCodes.Status200OK,
            (nameof(ReplayPage.Site), site),
            (nameof(ReplayPage.Replay), replay),
            (nameof(ReplayPage.Events), events),
            (nameof(ReplayPage.Others), new[] { issues, transactions, traces }),
            (nameof(ReplayPage.Focused), context.Request.Query["event"].ToString()));
    }

    private Task<NeighbourPage> NeighboursAsync(Site site, NodeKey key, NodeKind kind, int limit)
    {
        var query = new NeighbourQuery(key, kind) { Visible = site.Caller.Projects, Limit = limit };
        return services.RunAsync(cancel => services.Graph.NeighboursAsync(site.Caller.Organization, query, cancel));
    }

    private static IResult Refuse(HttpContext context, int status, string title, string detail) =>
        PageResult.Of<ErrorPage>(context, status, (nameof(ErrorPage.Title), title), (nameof(ErrorPage.Detail), detail));
}
