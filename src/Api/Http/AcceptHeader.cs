using Microsoft.Net.Http.Headers;

namespace ReplayGraph.Api.Http;

/// <summary>Tells requests for a page, which people make with a browser, from those of programs.</summary>
public static class AcceptHeader
{
    /// <summary>Whether the request is for something to show, and HTML is what it names first among what it likes best.</summary>
    public static bool PrefersHtml(HttpRequest request)
    {
        if (!HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method))
        {
            return false;
        }

        // The sort is stable: of those that are liked alike, the one that is named first stays first.
        MediaTypeHeaderValue? best = request.GetTypedHeaders().Accept.OrderByDescending(type => type.Quality ?? 1).FirstOrDefault();
        return best is { Quality: not 0 } && best.MediaType.Equals("text/html", StringComparison.OrdinalIgnoreCase);
    }
}
