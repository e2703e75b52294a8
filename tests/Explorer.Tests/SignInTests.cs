using System.Net;
using ReplayGraph.Conformance.Generation;
using ReplayGraph.Facts;

namespace ReplayGraph.Explorer.Tests;

/// <summary>Who sees which pages.</summary>
public sealed class SignInTests
{
    private const string In = "/explore/sign-in", Out = "/explore/sign-out", Issue = "/explore/acme/issues/5";

    private static readonly IFact[] _facts =
    [
        Make.Error(1, issue: 5, replay: 1), Make.Segment(1),
        Make.Error(2, issue: 6, replay: 2, project: 2), Make.Segment(2, project: 2),
    ];

    [Fact]
    public async Task WithoutAToken_EveryPageIsTheForm()
    {
        await using PageServer server = await PageServer.WithTokensAsync(_facts);
        foreach (string path in new[] { "/", Issue, "/explore/acme/find?q=5", $"/explore/acme/replays/{World.Replay(1)}", "/explore/acme/coverage" })
        {
            (HttpStatusCode status, string html) = await server.GetAsync(path);
            Assert.Equal(HttpStatusCode.Unauthorized, status);
            Assert.Contains("A token with the scope read", html, StringComparison.Ordinal);
            Assert.Contains($"name=\"return_to\" value=\"{path}\"", html, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task AToken_OpensThePagesOfItsOrganization_UntilSigningOut()
    {
        await using PageServer server = await PageServer.WithTokensAsync(_facts);
        (HttpStatusCode status, string? location, _) = await server.PostAsync(In, fields: [("token", PageServer.Reader), ("return_to", Issue)]);
        Assert.Equal((HttpStatusCode.Found, Issue), (status, location));
        Cookie cookie = Assert.Single(server.Cookies);
        Assert.True(cookie.HttpOnly);
        Assert.DoesNotContain(PageServer.Reader, cookie.Value, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await server.GetAsync(Issue)).Status);
        Assert.Equal(HttpStatusCode.OK, (await server.GetAsync("/")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await server.GetAsync("/explore/other/issues/5")).Status);

        Assert.Equal(HttpStatusCode.Found, (await server.PostAsync(Out)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await server.GetAsync(Issue)).Status);
    }

    [Fact]
    public async Task ATokenInTheHeader_OpensTheStartPage_WhichShowsNoDsn()
    {
        await using PageServer server = await PageServer.WithTokensAsync(_facts);
        server.Client.DefaultRequestHeaders.Add("Authorization", "Bearer " + PageServer.Reader);
        (HttpStatusCode status, string html) = await server.GetAsync("/");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.DoesNotContain("0123456789abcdef0123456789abcdef", html, StringComparison.Ordinal);

        await using PageServer open = await PageServer.OpenAsync();
        (_, html) = await open.GetAsync("/");
        Assert.Contains("0123456789abcdef0123456789abcdef", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https", true)]
    [InlineData("http", false)]
    public async Task TheCookieIsSecure_WhereAProxyEndsTls(string scheme, bool expected)
    {
        await using PageServer server = await PageServer.WithTokensAsync(_facts);
        server.Client.DefaultRequestHeaders.Add("X-Forwarded-Proto", scheme);
        await server.PostAsync(In, fields: [("token", PageServer.Reader), ("return_to", "/")]);
        Assert.Equal(expected, Assert.Single(server.Cookies).Secure);
    }

    [Theory]
    [InlineData("wrong", "Unknown token.")]
    [InlineData("", "Unknown token.")]
    [InlineData(PageServer.Sender, "The token lacks the scope read.")]
    public async Task AnotherToken_OpensNothing(string token, string expected)
    {
        await using PageServer server = await PageServer.WithTokensAsync(_facts);
        (HttpStatusCode status, _, string html) = await server.PostAsync(In, fields: [("token", token), ("return_to", Issue)]);
        Assert.Equal(HttpStatusCode.Unauthorized, status);
        Assert.Contains(expected, html, StringComparison.Ordinal);
        Assert.Contains($"value=\"{Issue}\"", html, StringComparison.Ordinal);
        Assert.Empty(server.Cookies);
    }

    [Fact]
    public async Task ATokenOfOneProject_SeesNothingOfOthers()
    {
        await using PageServer server = await PageServer.WithTokensAsync(_facts);
        await server.PostAsync(In, fields: [("token", PageServer.Limited), ("return_to", "/")]);
        Assert.Equal(HttpStatusCode.NotFound, (await server.GetAsync(Issue)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await server.GetAsync($"/explore/acme/replays/{World.Replay(1)}")).Status);
        Assert.Equal(HttpStatusCode.OK, (await server.GetAsync("/explore/acme/issues/6")).Status);
        (_, string found) = await server.GetAsync($"/explore/acme/find?q={World.Replay(1)}");
        Assert.Contains("Not known yet", found, StringComparison.Ordinal);
        (_, string coverage) = await server.GetAsync("/explore/acme/coverage");
        Assert.Contains("aria-label=\"linked 1\"", coverage, StringComparison.Ordinal);
        Assert.DoesNotContain("<td>1</td>", coverage, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cross-site")]
    [InlineData("same-site")]
    [InlineData("none")]
    public async Task AFormOfAnotherSite_IsRefused(string site)
    {
        await using PageServer server = await PageServer.WithTokensAsync(_facts);
        (HttpStatusCode status, _, _) = await server.PostAsync(In, site, ("token", PageServer.Reader), ("return_to", "/"));
        Assert.Equal(HttpStatusCode.Forbidden, status);
        Assert.Empty(server.Cookies);
    }

    [Theory]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("https://evil.example/")]
    [InlineData("")]
    public async Task SigningIn_StaysOnThisSite(string returnTo)
    {
        await using PageServer server = await PageServer.WithTokensAsync(_facts);
        Assert.Equal("/", (await server.PostAsync(In, fields: [("token", PageServer.Reader), ("return_to", returnTo)])).Location);
    }

    [Theory]
    [InlineData("")]
    [InlineData("AAAA")]
    [InlineData("not base64 at all")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task ACookieThatWeDidNotWrite_IsNone(string value)
    {
        await using PageServer server = await PageServer.WithTokensAsync(_facts);
        using var request = new HttpRequestMessage(HttpMethod.Get, Issue);
        request.Headers.Add("Cookie", $"replaygraph={value}");
        using HttpResponseMessage answer = await server.Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Theory]
    [InlineData("evil.example", 421)]
    [InlineData("localhost", 200)]
    public async Task WithoutConfiguration_OnlyThisMachineIsAnswered(string host, int expected)
    {
        await using PageServer server = await PageServer.OpenAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.Host = host;
        using HttpResponseMessage answer = await server.Client.SendAsync(request);
        Assert.Equal(expected, (int)answer.StatusCode);
    }
}
