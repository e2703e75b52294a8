using Microsoft.AspNetCore.Http;
using ReplayGraph.Explorer.Services;

namespace ReplayGraph.Explorer.Finding;

/// <summary>Completes a transaction name that a person types: a JSON list of names that begin with it, and that the caller may see.</summary>
internal sealed class CompletionRoute(PageServices services)
{
    private const int Most = 10, Longest = 200;

    internal async Task<IResult> AnswerAsync(HttpContext context)
    {
        if (services.Admit(context, out IResult? refusal) is not { } site)
        {
            return refusal!;
        }

        context.Response.Headers.CacheControl = "no-store";
        string prefix = context.Request.Query["q"].ToString();
        IReadOnlyList<NodeKey> names = prefix.Length is 0 or > Longest
            ? []
            : await services.KnownKeysAsync(site, NodeKind.Transaction, prefix, Most);
        return TypedResults.Json(names.Select(name => name.Transaction));
    }
}
