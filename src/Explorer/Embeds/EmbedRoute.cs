using Microsoft.AspNetCore.Http;
using ReplayGraph.Api.Access;
using ReplayGraph.Api.Http;
using ReplayGraph.Api.Lookups;
using ReplayGraph.Api.Problems;
using ReplayGraph.Explorer.Layout;
using ReplayGraph.Explorer.Services;
using ReplayGraph.Queries;

namespace ReplayGraph.Explorer.Embeds;

/// <summary>
/// The best replays of a node in a page of another site: JSON for our web component, which sends its token in a header, and a page for a
/// frame, whose token is in the query. Neither reads or sets a cookie.
/// </summary>
internal sealed class EmbedRoute(PageServices services, NodeKind kind)
{
    private const int Rows = 10;

    /// <summary>Answers the list.</summary>
    internal async Task<IResult> AnswerAsync(HttpContext context)
    {
        string? token = context.Request.Headers.Authorization.Count > 0 ? null : (string?)context.Request.Query["token"];
        Allow(context);
        if (services.Embeds.Admit(context, token, out Problem? refusal) is not { } caller)
        {
            return Refuse(context, null, refusal!);
        }

        string id = kind == NodeKind.Transaction ? context.Request.Query["name"].ToString() : (string)context.Request.RouteValues["id"]!;
        if (!KeyText.TryParse(kind, id, out NodeKey key, out string error))
        {
            return Refuse(context, caller, Problem.BadRequest(error + ".", "id"));
        }

        Site site = services.SiteOf(caller);
        LookupQuery query = LookupRequest.Of(caller, key).Query with { Limit = Rows };
        LinkPage page = await services.RunAsync(cancel => services.Graph.LookupAsync(caller.Organization, query, cancel));
        ReplayId[] ids = [.. page.Links.Select(link => link.ReplayId)];
        IReadOnlyList<ReplayView> replays = await services.RunAsync(cancel => services.Graph.ReplaysAsync(caller.Organization, ids, cancel));
        return Answer(
            context, caller, page.IsKnown ? StatusCodes.Status200OK : StatusCodes.Status404NotFound, EmbedAnswer.Of(site, key, page, replays));
    }

    /// <summary>Answers a browser that asks whether a page may send the token: it may if some token of the organization is bound to its origin.</summary>
    internal Task<IResult> PreflightAsync(HttpContext context)
    {
        if (Allow(context))
        {
            IHeaderDictionary headers = context.Response.Headers;
            headers.AccessControlAllowMethods = "GET";
            headers.AccessControlAllowHeaders = "authorization";
            headers.AccessControlMaxAge = "3600";
        }

        return Task.FromResult<IResult>(TypedResults.NoContent());
    }

    // Nothing else is allowed: a page of any other origin may ask, but gets to read nothing.
    private bool Allow(HttpContext context)
    {
        IHeaderDictionary headers = context.Response.Headers;
        headers.Vary = "Origin, Accept, Authorization";
        string origin = context.Request.Headers.Origin.ToString();
        if (!services.Embeds.MayRead((string)context.Request.RouteValues["org"]!, origin))
        {
            return false;
        }

        headers.AccessControlAllowOrigin = origin;
        headers["Cross-Origin-Resource-Policy"] = "cross-origin";
        return true;
    }

    private IResult Refuse(HttpContext context, Caller? caller, Problem problem)
    {
        context.Response.Headers.WWWAuthenticate = problem.Challenge;
        return Answer(context, caller, problem.Status, new(problem.Detail, [], null));
    }

    private IResult Answer(HttpContext context, Caller? caller, int status, EmbedAnswer answer)
    {
        IHeaderDictionary headers = context.Response.Headers;
        if (AcceptHeader.PrefersHtml(context.Request))
        {
            string ancestors = services.Embeds.FramedBy((string)context.Request.RouteValues["org"]!, caller);
            return PageResult.Framed<EmbedPage>(context, status, ancestors, (nameof(EmbedPage.Answer), answer));
        }

        headers.CacheControl = "no-store";
        headers.XContentTypeOptions = "nosniff";
        return TypedResults.Json(answer, EmbedJson.Default.EmbedAnswer, statusCode: status);
    }
}
