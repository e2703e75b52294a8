namespace ReplayGraph.Api.Access;

/// <summary>The origin of a web page, as browsers write it: <c>https://issues.example.com</c>, with a port if it is not the usual one.</summary>
public static class WebOrigin
{
    /// <summary>Whether the text is an origin in exactly that form.</summary>
    public static bool IsWellFormed(string text) =>
        System.Text.Ascii.IsValid(text)
        && Uri.TryCreate(text, UriKind.Absolute, out Uri? uri)
        && uri.Scheme is "http" or "https"
        && uri.UserInfo.Length == 0
        && !text.AsSpan().ContainsAny("*;, ")
        && uri.GetLeftPart(UriPartial.Authority) == text;
}
