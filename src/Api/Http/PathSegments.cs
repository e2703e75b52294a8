using Microsoft.AspNetCore.Http.Features;

namespace ReplayGraph.Api.Http;

/// <summary>Reads names out of a path as it was sent: the server leaves %2F alone and so makes it the same as %252F.</summary>
internal static class PathSegments
{
    /// <summary>The segment before the last, decoded; null if there is none or it is no UTF-8.</summary>
    internal static string? BeforeLast(HttpContext context)
    {
        ReadOnlySpan<char> path = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        int query = path.IndexOf('?');
        path = (query < 0 ? path : path[..query]).TrimEnd('/');
        int last = path.LastIndexOf('/');
        if (last < 0)
        {
            return null;
        }

        path = path[..last];
        string name = Uri.UnescapeDataString(path[(path.LastIndexOf('/') + 1)..]);
        return name.Length == 0 || name.Contains('\uFFFD', StringComparison.Ordinal) ? null : name;
    }
}
