using System.Net;
using System.Text.RegularExpressions;
using ReplayGraph.Conformance.Generation;
using ReplayGraph.Facts;

namespace ReplayGraph.Explorer.Tests;

/// <summary>The streams of pages.</summary>
public sealed partial class LiveTests
{
    private static readonly IFact[] _facts =
    [
        Make.Error(1, issue: 5, replay: 1), Make.Segment(1), Make.Transaction(2, "GET /cart", replay: 1),
    ];

    [Theory]
    [InlineData("/explore/default/issues/5")]
    [InlineData("/explore/default/transactions?name=GET%20%2Fcart")]
    public async Task AnUnfilteredFirstPage_NamesItsStream(string path)
    {
        await using PageServer server = await PageServer.OpenAsync(_facts);
        (_, string html) = await server.GetAsync(path);
        Match notice = Notice().Match(html);
        Assert.True(notice.Success, html);
        Assert.Equal("1", notice.Groups[2].Value);
        Assert.Contains("/explore/assets/live.", html, StringComparison.Ordinal);
        using HttpResponseMessage stream = await server.Client.GetAsync(
            new Uri(WebUtility.HtmlDecode(notice.Groups[1].Value), UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal((HttpStatusCode.OK, "text/event-stream"), (stream.StatusCode, stream.Content.Headers.ContentType?.MediaType));
    }

    [Fact]
    public async Task OtherPages_HaveNone()
    {
        await using PageServer server = await PageServer.OpenAsync(_facts);
        foreach (string path in (string[])["issues/5?evidence=tagged", $"events/{World.Event(1)}"])
        {
            (HttpStatusCode status, string html) = await server.GetAsync("/explore/default/" + path);
            Assert.Equal(HttpStatusCode.OK, status);
            Assert.DoesNotContain("data-live", html, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task AStream_NeedsTheTokenOfTheOrganization()
    {
        await using PageServer server = await PageServer.WithTokensAsync(_facts);
        Assert.Equal(HttpStatusCode.Unauthorized, (await server.GetAsync("/explore/acme/issues/5/live")).Status);
        await server.PostAsync("/explore/sign-in", fields: [("token", PageServer.Other), ("return_to", "/")]);
        Assert.Equal(HttpStatusCode.Forbidden, (await server.GetAsync("/explore/acme/issues/5/live")).Status);
    }

    [GeneratedRegex("data-live=\"([^\"]+)\" data-total=\"(\\d+)\"")]
    private static partial Regex Notice();
}
