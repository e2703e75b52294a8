using System.Net;
using System.Text.RegularExpressions;
using ReplayGraph.Api.Tests.Server;

namespace ReplayGraph.Api.Tests.Docs;

[Collection(OpenServerTests.Name)]
public sealed partial class DocsPageTests(OpenServer server)
{
    private readonly HttpClient _client = server.Client;

    [Fact]
    public async Task LoadsNothingFromElsewhere()
    {
        using HttpResponseMessage page = await _client.GetAsync(new Uri("/docs", UriKind.Relative));
        Assert.Equal((HttpStatusCode.OK, "text/html"), (page.StatusCode, page.Content.Headers.ContentType?.MediaType));
        string html = await page.Content.ReadAsStringAsync();
        Assert.DoesNotContain("//", html, StringComparison.Ordinal);
        Assert.Contains("\"url\":\"openapi/v1.json\"", html, StringComparison.Ordinal);
        Assert.Contains("\"telemetry\":false", html, StringComparison.Ordinal);
        Assert.Contains("\"withDefaultFonts\":false", html, StringComparison.Ordinal);
        Assert.DoesNotContain("proxy", html, StringComparison.OrdinalIgnoreCase);

        string[] loaded = [.. Source().Matches(html).Select(found => found.Groups[1].Value)];
        Assert.Equal(["scalar.js", "scalar.aspnetcore.js", "./scalar.aspnetcore.js"], loaded);
        foreach (string script in loaded)
        {
            using HttpResponseMessage answer = await _client.GetAsync(new Uri("/docs/" + script, UriKind.Relative));
            Assert.Equal((HttpStatusCode.OK, "text/javascript"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        }
    }

    [Fact]
    public async Task TheBrowserIsHeldToThat()
    {
        (string policy, string[] nonces) = await PolicyAsync();
        string nonce = Assert.Single(nonces.Distinct());
        Assert.Equal(
            [
                "default-src 'none'", $"script-src 'nonce-{nonce}'", "style-src 'self' 'unsafe-inline'", "img-src 'self' data:",
                "font-src 'self'", "connect-src 'self'", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'",
            ],
            policy.Split("; "));
        Assert.NotEqual(nonces, (await PolicyAsync()).Nonces);
    }

    [Theory]
    [InlineData("GET", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", true)]
    [InlineData("HEAD", "text/html", true)]
    [InlineData("GET", "application/json;q=0.5, Text/HTML;q=0.9", true)]
    [InlineData("GET", null, false)]
    [InlineData("GET", "*/*", false)]
    [InlineData("GET", "application/json, text/html", false)]
    [InlineData("GET", "text/html;q=0.1, */*", false)]
    [InlineData("GET", "text/html;q=0", false)]
    [InlineData("GET", "nonsense", false)]
    [InlineData("POST", "text/html", false)]
    public async Task TheStartPageIsForPeople(string method, string? accept, bool expected)
    {
        using HttpResponseMessage answer = await _client.RawAsync(method, "/", null, accept is null ? [] : [("Accept", accept)]);
        Assert.Equal(expected ? HttpStatusCode.OK : HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal(expected ? "text/html" : "application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }

    private async Task<(string Policy, string[] Nonces)> PolicyAsync()
    {
        using HttpResponseMessage page = await _client.GetAsync(new Uri("/docs/", UriKind.Relative));
        MatchCollection nonces = Nonce().Matches(await page.Content.ReadAsStringAsync());
        return (page.Headers.GetValues("Content-Security-Policy").Single(), [.. nonces.Select(found => found.Groups[1].Value)]);
    }

    [GeneratedRegex("(?:src=|href=|from )['\"]([^'\"]+)['\"]")]
    private static partial Regex Source();

    [GeneratedRegex("<script[^>]* nonce=\"([^\"]+)\"")]
    private static partial Regex Nonce();
}
