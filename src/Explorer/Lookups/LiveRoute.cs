using Microsoft.AspNetCore.Http;
using ReplayGraph.Api.Live;
using ReplayGraph.Api.Lookups;
using ReplayGraph.Api.Problems;
using ReplayGraph.Explorer.Layout;
using ReplayGraph.Explorer.Services;

namespace ReplayGraph.Explorer.Lookups;

/// <summary>The live stream of the page of an issue or a transaction: that of the API, for a person who has signed in.</summary>
internal sealed class LiveRoute(PageServices services, LiveHub hub, NodeKind kind)
{
    /// <summary>The path of the stream of a page.</summary>
    internal static string PathOf(Site site, NodeKey key) => key.Kind == NodeKind.Transaction
        ? $"{site.Root}/transactions/live?name={Uri.EscapeDataString(key.Transaction)}"
        : $"{site.Root}/issues/{key.Id}/live";

    internal Task AnswerAsync(HttpContext context)
    {
        if (services.Admit(context, out IResult? refusal) is not { } site)
        {
            return refusal!.ExecuteAsync(context);
        }

        string text = kind == NodeKind.Transaction ? context.Request.Query["name"].ToString() : (string)context.Request.RouteValues["id"]!;
        return KeyText.TryParse(kind, text, out NodeKey key, out string error)
            ? LiveAnswering.AnswerAsync(context, hub, LiveTopic.Of(site.Caller, key), site.Caller)
            : ProblemPages.Of(context, Problem.BadRequest(error + ".")).ExecuteAsync(context);
    }
}
