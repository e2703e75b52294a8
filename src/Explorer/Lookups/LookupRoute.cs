using System.Globalization;
using Microsoft.AspNetCore.Http;
using ReplayGraph.Api.Lookups;
using ReplayGraph.Api.Parameters;
using ReplayGraph.Explorer.Layout;
using ReplayGraph.Explorer.Services;
using ReplayGraph.Queries;

namespace ReplayGraph.Explorer.Lookups;

/// <summary>
/// The replays of an issue, transaction, trace, event, or of several nodes. Its parameters are those of the API; fields left empty do not
/// filter.
/// </summary>
internal sealed class LookupRoute(PageServices services)
{
    private const int Rows = 50;

    /// <summary>The replays of an issue, trace or event, by the id in the path.</summary>
    internal Func<HttpContext, Task<IResult>> OfId(NodeKind kind) =>
        context => AnswerAsync(context, parameters => One(kind, (string)context.Request.RouteValues["id"]!, parameters), []);

    /// <summary>The replays of a transaction, by its name.</summary>
    internal Task<IResult> OfTransactionAsync(HttpContext context)
    {
        string name = context.Request.Query["name"].ToString();
        return AnswerAsync(context, parameters => One(NodeKind.Transaction, name, parameters), [KeyValuePair.Create<string, string?>("name", name)]);
    }

    /// <summary>The replays of several nodes.</summary>
    internal Task<IResult> OfSeveralAsync(HttpContext context) =>
        AnswerAsync(context, parameters => LookupKeys.Read(context.Request.Query, parameters), null);

    private static IReadOnlyList<NodeKey> One(NodeKind kind, string text, RequestParameters parameters)
    {
        if (KeyText.TryParse(kind, text, out NodeKey key, out string error))
        {
            return [key];
        }

        parameters.AddError(kind.ToString().ToLowerInvariant(), error);
        return [];
    }

    private async Task<IResult> AnswerAsync(
        HttpContext context, Func<RequestParameters, IReadOnlyList<NodeKey>> read, IReadOnlyList<KeyValuePair<string, string?>>? named)
    {
        if (services.Admit(context, out IResult? refusal) is not { } site)
        {
            return refusal!;
        }

        QueryCollection filled = Form.Filled(context.Request.Query, "limit", Rows.ToString(CultureInfo.InvariantCulture));
        var parameters = new RequestParameters(filled);
        IReadOnlyList<NodeKey> keys = read(parameters);
        LookupRequest request = LookupRequest.Read(parameters, site.Caller, keys, site.Now, new(Events: true, ByKey: false));
        if (parameters.Error is { } bad)
        {
            return ProblemPages.Of(context, bad);
        }

        LinkPage page = await services.RunAsync(cancel => services.Graph.LookupAsync(request.Organization, request.Query, cancel));
        ReplayId[] ids = [.. page.Links.Select(link => link.ReplayId)];
        IReadOnlyList<ReplayView> replays = await services.RunAsync(
            cancel => services.Graph.ReplaysAsync(request.Organization, ids, cancel));
        IReadOnlyDictionary<IssueId, string> titles = await services.TitlesAsync(site, keys is [{ Kind: NodeKind.Issue } only] ? [only.Issue] : []);
        return PageResult.Of<LookupPage>(
            context,
            page.IsKnown ? StatusCodes.Status200OK : StatusCodes.Status404NotFound,
            (nameof(LookupPage.Site), site),
            (nameof(LookupPage.Keys), keys),
            (nameof(LookupPage.Named), named ?? [.. LookupKeys.Fields(keys)]),
            (nameof(LookupPage.IssueTitle), titles.Values.FirstOrDefault()),
            (nameof(LookupPage.Answer), page),
            (nameof(LookupPage.Replays), replays),
            (nameof(LookupPage.Form), new Form(filled)),
            (nameof(LookupPage.Next), request.Next(page)));
    }
}
