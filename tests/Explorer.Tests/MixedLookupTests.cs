using System.Net;
using System.Text.RegularExpressions;
using ReplayGraph.Conformance.Generation;
using ReplayGraph.Facts;

namespace ReplayGraph.Explorer.Tests;

/// <summary>The replays of several nodes at once.</summary>
public sealed partial class MixedLookupTests
{
    private const string Path = "/explore/default/lookup";

    private static readonly IFact[] _facts =
    [
        Make.Error(1, issue: 5, replay: 1), Make.Segment(1), Make.Error(2, issue: 6, trace: 2, transaction: "GET /a&b"), Make.Segment(2, traces: [2]),
        Make.Error(3, issue: 7, replay: 3), Make.Segment(3),
    ];

    [Fact]
    public async Task ShowsTheReplaysOfAllKeys()
    {
        await using PageServer server = await PageServer.OpenAsync(_facts);
        (HttpStatusCode status, string html) = await server.GetAsync($"{Path}?issues=5&traces={World.Trace(2)}&issues=5&events=");
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("events:", html, StringComparison.Ordinal);

        (status, html) = await server.GetAsync($"{Path}?issues=5&traces={World.Trace(2)}&issues=5");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("<h1>1 issue, 1 trace</h1>", html, StringComparison.Ordinal);
        Assert.Contains("<strong>2 replays</strong>", html, StringComparison.Ordinal);
        Assert.Contains($"/explore/default/traces/{World.Trace(2)}", html, StringComparison.Ordinal);
        Assert.DoesNotContain(World.Replay(3).ToString(), html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FiltersAndPages_KeepTheKeys()
    {
        await using PageServer server = await PageServer.OpenAsync(_facts);
        string path = $"{Path}?issues=5&issues=7&transactions=GET%20%2Fa%26b";
        (_, string html) = await server.GetAsync(path + "&limit=2");
        Assert.Contains("<input type=\"hidden\" name=\"transactions\" value=\"GET /a&amp;b\"", html, StringComparison.Ordinal);
        Assert.Contains("can be watched", html, StringComparison.Ordinal);
        (_, html) = await server.GetAsync(Path + WebUtility.HtmlDecode(NextLink().Match(html).Groups[1].Value));
        Assert.Single(ReplayLink().Matches(html));
        (_, html) = await server.GetAsync(path + "&evidence=trace");
        Assert.Contains("<strong>1 replay</strong> with these filters", html, StringComparison.Ordinal);
        Assert.Contains("?issues=5&amp;issues=7&amp;transactions=GET%20%2Fa%26b\">Clear", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task KeysThatNoFactNames_AreSaid()
    {
        await using PageServer server = await PageServer.OpenAsync(_facts);
        (HttpStatusCode status, string html) = await server.GetAsync(Path + "?issues=50&issues=60");
        Assert.Equal(HttpStatusCode.NotFound, status);
        Assert.Contains("No fact names any of them", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheLimitOfKeys_IsSaid()
    {
        await using PageServer server = await PageServer.OpenAsync();
        foreach (int count in new[] { 0, 1001 })
        {
            (HttpStatusCode status, string html) = await server.GetAsync($"{Path}?{string.Join('&', Enumerable.Range(1, count).Select(n => $"issues={n}"))}");
            Assert.Equal(HttpStatusCode.BadRequest, status);
            Assert.Contains("expected 1 to 1000", html, StringComparison.Ordinal);
        }
    }

    [GeneratedRegex("class=\"main\" href=\"/explore/default/replays/([0-9a-f]{32})\"")]
    private static partial Regex ReplayLink();

    [GeneratedRegex("rel=\"next\" href=\"([^\"]+)\"")]
    private static partial Regex NextLink();
}
