using System.Net;
using System.Text.Json;
using ReplayGraph.Conformance.Generation;
using ReplayGraph.Facts;

namespace ReplayGraph.Explorer.Tests;

/// <summary>The start page: what was seen last, or how to begin; and the names that it completes.</summary>
public sealed class HomeTests
{
    private static readonly IFact[] _facts =
    [
        Make.Error(1, issue: 5, replay: 1, at: -40, transaction: "GET /pay"),
        Make.Error(2, issue: 5, replay: 2, at: -10, transaction: "GET /pay"),
        Make.Error(3, issue: 7, replay: 2, at: -20, transaction: "GET /cart"),
        Make.Error(4, issue: 9, replay: 3, at: -5, project: 2, transaction: "GET /papers"),
        Make.Error(5, issue: 11, transaction: "POST /pay"),
        Make.Segment(1, at: -45) with { UserEmail = "ann@example.com" },
        Make.Segment(2, at: -15),
        Make.Segment(3, at: -7, project: 2),
    ];

    [Fact]
    public async Task Issues_MostRecentlySeenFirst_WithTheirReplays()
    {
        await using PageServer server = await PageServer.OpenAsync(_facts);
        (_, string html) = await server.GetAsync("/");
        Assert.Equal(["9", "5", "7"], Of(html, "/explore/default/issues/"));
        Assert.Equal(["GET%20%2Fpapers", "GET%20%2Fpay", "GET%20%2Fcart"], Of(html, "/explore/default/transactions?name="));
        Assert.Equal([World.Replay(3).ToString(), World.Replay(2).ToString(), World.Replay(1).ToString()], Of(html, "/explore/default/replays/"));
        Assert.Contains("""<td class="number">2</td>""", html, StringComparison.Ordinal);
        Assert.Contains("ann@example.com", html, StringComparison.Ordinal);
        Assert.DoesNotContain("Nothing here yet", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EmptyGraph_SaysHowToFeedIt()
    {
        await using PageServer server = await PageServer.OpenAsync();
        (_, string html) = await server.GetAsync("/");
        string[] texts = ["Nothing here yet", "data-until-changed", "replayIntegration()", "sentry_sdk.init", "UseSentry", "replaygraph generate"];
        foreach (string text in texts)
        {
            Assert.Contains(text, html, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task EventsWithoutAReplay_LeadToCoverage()
    {
        await using PageServer server = await PageServer.OpenAsync(Make.Error(1, issue: 5));
        (_, string html) = await server.GetAsync("/");
        Assert.Contains("Events, but no replay yet", html, StringComparison.Ordinal);
        Assert.Contains("/explore/default/coverage", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Issues_HaveTitles_AndTheLineOfCoverageComesLater()
    {
        await using PageServer server = await PageServer.OpenAsync(
            Make.Error(1, issue: 5, replay: 1) with { Title = "ValueError: <b>no</b> card" }, Make.Error(2, issue: 5), Make.Segment(1));
        (_, string html) = await server.GetAsync("/");
        Assert.Contains("ValueError: &lt;b&gt;no&lt;/b&gt; card", html, StringComparison.Ordinal);
        Assert.Contains("data-fill=\"/explore/default/coverage/line\"", html, StringComparison.Ordinal);
        (HttpStatusCode status, string line) = await server.GetAsync("/explore/default/coverage/line");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.StartsWith("<p class=\"coverage\">", line, StringComparison.Ordinal);
        Assert.Contains("50", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OtherProjects_AreNotListed()
    {
        await using PageServer server = await PageServer.WithTokensAsync(_facts);
        await server.PostAsync("/explore/sign-in", fields: [("token", PageServer.Limited), ("return_to", "/")]);
        (_, string html) = await server.GetAsync("/");
        Assert.Equal(["9"], Of(html, "/explore/acme/issues/"));
        Assert.Equal([World.Replay(3).ToString()], Of(html, "/explore/acme/replays/"));
        Assert.Equal(["GET /papers"], await NamesAsync(server, "acme", "GET"));
    }

    [Fact]
    public async Task AnotherOrganization_SeesNothing()
    {
        await using PageServer server = await PageServer.WithTokensAsync(_facts);
        await server.PostAsync("/explore/sign-in", fields: [("token", PageServer.Other), ("return_to", "/")]);
        (_, string html) = await server.GetAsync("/");
        Assert.Contains("Nothing here yet", html, StringComparison.Ordinal);
        Assert.Empty(await NamesAsync(server, "other", "GET"));
        Assert.Equal(HttpStatusCode.Forbidden, (await server.GetAsync("/explore/acme/complete?q=GET")).Status);
    }

    [Fact]
    public async Task Names_AreCompleted()
    {
        await using PageServer server = await PageServer.OpenAsync(_facts);
        Assert.Equal(["GET /papers", "GET /pay"], await NamesAsync(server, "default", "GET /pa"));
        Assert.Empty(await NamesAsync(server, "default", "PUT"));
        Assert.Empty(await NamesAsync(server, "default", ""));
    }

    private static string[] Of(string html, string prefix) =>
        [.. html.Split($"href=\"{prefix}").Skip(1).Select(rest => rest[..rest.IndexOf('"', StringComparison.Ordinal)])];

    private static async Task<string[]> NamesAsync(PageServer server, string organization, string text)
    {
        (HttpStatusCode status, string json) = await server.GetAsync($"/explore/{organization}/complete?q={Uri.EscapeDataString(text)}");
        Assert.Equal(HttpStatusCode.OK, status);
        return JsonSerializer.Deserialize<string[]>(json)!;
    }
}
