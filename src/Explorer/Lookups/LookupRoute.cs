using Microsoft.AspNetCore.Http;
using ReplayGraph.Api.Lookups;
using ReplayGraph.Api.Parameters;
using ReplayGraph.Explorer.Layout;
using ReplayGraph.Explorer.Services;
using ReplayGraph.Queries;

namespace ReplayGraph.Explorer.Lookups;

/// <summary>The replays of an issue, transaction, trace or event. Its parameters are those of the API; fields left empty do not filter.</summary>
internal sealed class LookupRoute(PageServices services, NodeKind kind)
{
    private const int Rows = 50;

    internal async Task<IResult> AnswerAsync(HttpContext context)
    {
        if (services.Admit(context, out IResult? refusal) is not { } site)
        {
            return refusal!;
        }

        string text = kind == NodeKind.Transaction ? context.Request.Query["name"].ToString() : (string)context.Request.RouteValues["id"]!;
        if (!KeyText.TryParse(kind, text, out NodeKey key, out string error))
        {
            return Bad(context, error + ".");
        }

        QueryCollection filled = Form.Filled(context.Request.Query, "limit", Rows.ToString(System.Globalization.CultureInfo.InvariantCulture));
        var parameters = new RequestParameters(filled);
        LookupRequest request = LookupRequest.Read(parameters, site.Caller, [key], site.Now, new(Events: true, ByKey: false));
        if (parameters.Error is { } bad)
        {
            return Bad(context, bad.Detail);
        }

        LinkPage page = await services.RunAsync(cancel => services.Graph.LookupAsync(request.Organization, request.Query, cancel));
        ReplayId[] ids = [.. page.Links.Select(link => link.ReplayId)];
        IReadOnlyList<ReplayView> replays = await services.RunAsync(
            cancel => services.Graph.ReplaysAsync(request.Organization, ids, cancel));
        IReadOnlyDictionary<IssueId, string> titles = await services.TitlesAsync(site, kind == NodeKind.Issue ? [key.Issue] : []);
        return PageResult.Of<LookupPage>(
            context,
            page.IsKnown ? StatusCodes.Status200OK : StatusCodes.Status404NotFound,
            (nameof(LookupPage.Site), site),
            (nameof(LookupPage.Key), key),
            (nameof(LookupPage.Named), titles.Values.FirstOrDefault()),
            (nameof(LookupPage.Answer), page),
            (nameof(LookupPage.Replays), replays),
            (nameof(LookupPage.Form), new Form(filled)),
            (nameof(LookupPage.Next), request.Next(page)));
    }

    private static IResult Bad(HttpContext context, string detail) => PageResult.Of<ErrorPage>(
        context, StatusCodes.Status400BadRequest, (nameof(ErrorPage.Title), "Bad request"), (nameof(ErrorPage.Detail), detail));
}
