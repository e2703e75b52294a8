using Microsoft.AspNetCore.Http;

namespace ReplayGraph.Explorer.Access;

/// <summary>
/// Accepts forms of our own pages alone. Browsers say where a request comes from (<c>Sec-Fetch-Site</c>, before that <c>Origin</c>), and a
/// page cannot change that; so no token in the form is needed.
/// </summary>
internal static class SameOrigin
{
    internal static bool Sent(HttpRequest request)
    {
        string site = request.Headers["Sec-Fetch-Site"].ToString();
        return site.Length > 0
            ? site == "same-origin"
            : Uri.TryCreate(request.Headers.Origin.ToString(), UriKind.Absolute, out Uri? origin) && origin.Authority == request.Host.Value;
    }
}
