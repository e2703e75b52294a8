using System.Net;

namespace ReplayGraph.Explorer.Tests;

/// <summary>What people see where there is no page, or where it cannot be made.</summary>
public sealed class ErrorPageTests
{
    [Theory]
    [InlineData("/explore", "*/*")]
    [InlineData("/explore/default", "*/*")]
    [InlineData("/explore/default/sessions/5", "text/html")]
    [InlineData("/favicon.ico", "text/html")]
    public async Task WhatPeopleAskFor_IsAPage(string path, string accept)
    {
        (HttpResponseMessage answer, string text) = await GetAsync(path, accept);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("text/html", answer.Content.Headers.ContentType!.MediaType);
        Assert.Contains($"Nothing is at {path}.", text, StringComparison.Ordinal);
        Assert.Contains("default-src 'none'", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/favicon.ico", "*/*")]
    [InlineData("/", "application/json")]
    [InlineData("/api/v1/default/sessions/5", "text/html")]
    [InlineData("/healthz/other", "text/html")]
    public async Task WhatProgramsAskFor_IsJson(string path, string accept)
    {
        (HttpResponseMessage answer, string text) = await GetAsync(path, accept);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        Assert.Contains("Nothing is at", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/explore/default/issues/5?project=1&sort=recent")]
    [InlineData("/explore/default/graph?open=issue/5")]
    [InlineData("/explore/default/coverage")]
    public async Task WhatPassesByItself_CanBeTriedAgain(string path)
    {
        await using PageServer server = await PageServer.FailingAsync(new GraphException("The graph is opening: it reads <journal>.", isTransient: true));
        using HttpResponseMessage answer = await server.Client.GetAsync(new Uri(path, UriKind.Relative));
        string html = await answer.Content.ReadAsStringAsync();
        Assert.Equal((503, "5"), ((int)answer.StatusCode, answer.Headers.RetryAfter!.ToString()));
        Assert.Contains("The graph is opening: it reads &lt;journal&gt;.", html, StringComparison.Ordinal);
        Assert.Contains($"<a href=\"{WebUtility.HtmlEncode(path)}\">try again</a>", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatStays_IsSaid()
    {
        await using PageServer server = await PageServer.FailingAsync(new GraphException("The disk is full.", isTransient: false));
        (HttpStatusCode status, string html) = await server.GetAsync("/explore/default/issues/5");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Contains("The disk is full.", html, StringComparison.Ordinal);
        Assert.DoesNotContain("try again", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(408, "longer than this server allows")]
    [InlineData(500, "see the server")]
    public async Task OtherFailures_ArePagesToo(int expected, string words)
    {
        Exception failure = expected == 408 ? new OperationCanceledException() : new InvalidOperationException("secret");
        await using PageServer server = await PageServer.FailingAsync(failure);
        (HttpStatusCode status, string html) = await server.GetAsync("/explore/default/issues/5");
        Assert.Equal(expected, (int)status);
        Assert.Contains("<h1>", html, StringComparison.Ordinal);
        Assert.Contains(words, html, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", html, StringComparison.Ordinal);
    }

    private static async Task<(HttpResponseMessage Answer, string Text)> GetAsync(string path, string accept)
    {
        await using PageServer server = await PageServer.OpenAsync();
        server.Client.DefaultRequestHeaders.Remove("Accept");
        server.Client.DefaultRequestHeaders.Add("Accept", accept);
        HttpResponseMessage answer = await server.Client.GetAsync(new Uri(path, UriKind.Relative));
        return (answer, await answer.Content.ReadAsStringAsync());
    }
}
