using Microsoft.Net.Http.Headers;

namespace ReplayGraph.Api.Http;

/// <summary>Distinguishes requests of browsers for a page from requests of programs.</summary>
public static class AcceptHeader
{
    /// <summary>Whether it is a GET or HEAD whose most preferred media type is HTML.</summary>
    public static bool PrefersHtml(HttpRequest request)
    {
        if (!HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method))
        {
            return false;
        }

        // The sort is stable: of equal preferences the first stays first.
        MediaTypeHeaderValue? best = request.GetTypedHeaders().Accept.OrderByDescending(type => type.Quality ?? 1).FirstOrDefault();
        return best is { Quality: not 0 } && best.MediaType.Equals("text/html", StringComparison.OrdinalIgnoreCase);
    }
}
