using Microsoft.AspNetCore.Http;
using ReplayGraph.Api.Access;
using ReplayGraph.Api.Lookups;
using ReplayGraph.Explorer.Access;
using ReplayGraph.Explorer.Layout;
using ReplayGraph.Explorer.Services;
using ReplayGraph.Queries;

namespace ReplayGraph.Explorer.Replays;

/// <summary>A replay: what is known of it, when its events happened, and what it is connected with.</summary>
internal sealed class ReplayRoute(PageServices services)
{
    // As many as a time axis can show apart.
    private const int MostEvents = 500, MostOthers = 50;

    /// <summary>The page of the replay.</summary>
    internal async Task<IResult> AnswerAsync(HttpContext context)
    {
        (Site? site, ReplayView? replay, IResult? refusal) = await FindAsync(context, Scopes.Read);
        if (refusal is not null)
        {
            return refusal;
        }

        return await ShowAsync(context, site!, replay!);
    }

    /// <summary>The page that says what a deletion removes.</summary>
    internal async Task<IResult> ConfirmAsync(HttpContext context)
    {
        (Site? site, ReplayView? replay, IResult? refusal) = await FindAsync(context, Scopes.Admin);
        if (refusal is not null)
        {
            return refusal;
        }

        NeighbourPage events = await NeighboursAsync(site!, NodeKey.Of(replay!.ReplayId), NodeKind.Event, limit: 1);
        return PageResult.Of<DeletePage>(
            context,
            StatusCodes.Status200OK,
            (nameof(DeletePage.Site), site),
            (nameof(DeletePage.Replay), replay),
            (nameof(DeletePage.Events), events.Total));
    }

    /// <summary>Deletes the replay, and shows it as deleted.</summary>
    internal async Task<IResult> DeleteAsync(HttpContext context)
    {
        if (!SameOrigin.Sent(context.Request))
        {
            return SignIn.Foreign(context);
        }

        (Site? site, ReplayView? replay, IResult? refusal) = await FindAsync(context, Scopes.Admin);
        if (refusal is not null)
        {
            return refusal;
        }

        await services.DeleteAsync(site!, replay!.ReplayId);
        return TypedResults.LocalRedirect(site!.PathOf(NodeKey.Of(replay.ReplayId)));
    }

    private async Task<(Site? Site, ReplayView? Replay, IResult? Refusal)> FindAsync(HttpContext context, Scopes needed)
    {
        if (services.Admit(context, out IResult? refusal, needed) is not { } site)
        {
            return (null, null, refusal);
        }

        if (!KeyText.TryParse(NodeKind.Replay, (string)context.Request.RouteValues["id"]!, out NodeKey key, out string error))
        {
            return (null, null, Refuse(context, StatusCodes.Status400BadRequest, "Bad request", error + "."));
        }

        return await services.FindReplayAsync(site, key.Replay) is { } replay
            ? (site, replay, null)
            : (null, null, Refuse(context, StatusCodes.Status404NotFound, "Not found", $"The replay {key.Id} is unknown."));
    }

    private async Task<IResult> ShowAsync(HttpContext context, Site site, ReplayView replay)
    {
        var key = NodeKey.Of(replay.ReplayId);
        NeighbourPage events = await NeighboursAsync(site, key, NodeKind.Event, MostEvents);
        NeighbourPage issues = await NeighboursAsync(site, key, NodeKind.Issue, MostOthers);
        NeighbourPage traces = await NeighboursAsync(site, key, NodeKind.Trace, MostOthers);
        NeighbourPage transactions = await NeighboursAsync(site, key, NodeKind.Transaction, MostOthers);
        IReadOnlyDictionary<IssueId, string> titles = await services.TitlesAsync(site, [.. issues.Items.Select(one => one.Node.Issue)]);
        return PageResult.Of<ReplayPage>(
            context,
            StatusCodes.Status200OK,
            (nameof(ReplayPage.Site), site),
            (nameof(ReplayPage.Replay), replay),
            (nameof(ReplayPage.Events), events),
            (nameof(ReplayPage.Others), new[] { issues, transactions, traces }),
            (nameof(ReplayPage.Titles), titles),
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
