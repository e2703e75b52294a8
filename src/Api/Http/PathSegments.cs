using Microsoft.AspNetCore.Http.Features;

namespace ReplayGraph.Api.Http;

/// <summary>Reads names from the raw path: the decoded path of the server cannot tell %2F from %252F.</summary>
internal static class PathSegments
{
    /// <summary>The segment before the last ones, decoded; null if there is none or it is not UTF-8.</summary>
    /// <param name="context">The request.</param>
    /// <param name="after">How many segments follow it.</param>
    internal static string? BeforeLast(HttpContext context, int after = 1)
    {
        ReadOnlySpan<char> path = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        int query = path.IndexOf('?');
        path = (query < 0 ? path : path[..query]).TrimEnd('/');
        for (; after > 0; after--)
        {
            int last = path.LastIndexOf('/');
            if (last < 0)
            {
                return null;
            }

            path = path[..last];
        }

        string name = Uri.UnescapeDataString(path[(path.LastIndexOf('/') + 1)..]);
        return name.Length == 0 || name.Contains('\uFFFD', StringComparison.Ordinal) ? null : name;
    }
}
