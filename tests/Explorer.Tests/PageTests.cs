using System.Net;
using System.Text.RegularExpressions;
using ReplayGraph.Conformance.Generation;
using ReplayGraph.Facts;

namespace ReplayGraph.Explorer.Tests;

/// <summary>What the pages show.</summary>
public sealed partial class PageTests
{
    private const string Hostile = "<script>alert(1)</script>\"'&\u202Egnp\U0001F600";

    [Fact]
    public async Task AnIssue_ShowsItsReplays_BestFirst()
    {
        await using PageServer server = await PageServer.OpenAsync(
            Make.Error(1, issue: 5, trace: 1),
            Make.Error(2, issue: 5, replay: 2),
            Make.Segment(1, traces: [1], urls: ["/cart", "/pay"], start: -62),
            Make.Segment(2) with { UserEmail = "ann@example.com" });
        (HttpStatusCode status, string html) = await server.GetAsync("/explore/default/issues/5");
        Assert.Equal(HttpStatusCode.OK, status);
        string[] replays = [.. ReplayLink().Matches(html).Select(link => link.Groups[1].Value).Distinct()];
        Assert.Equal([World.Replay(2).ToString(), World.Replay(1).ToString()], replays);
        string[] texts =
        [
            "<strong>2 replays</strong>", "ann@example.com", "/cart", "and 1 more page", "1 h ago", ">tagged<", ">trace<", ">&#x2B;2:00<",
        ];
        foreach (string text in texts)
        {
            Assert.Contains(text, html, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("?evidence=tagged", 1)]
    [InlineData("?evidence=tagged&evidence=trace&environment=&user=&project=", 2)]
    [InlineData("?user=ann@example.com", 1)]
    [InlineData("?fate=pending", 0)]
    [InlineData("?statsPeriod=30m", 0)]
    public async Task Filters_AreThoseOfTheApi_AndEmptyFieldsDoNotFilter(string query, int expected)
    {
        await using PageServer server = await PageServer.OpenAsync(
            Make.Error(1, issue: 5, trace: 1),
            Make.Error(2, issue: 5, replay: 2),
            Make.Segment(1, traces: [1]),
            Make.Segment(2) with { UserEmail = "ann@example.com" });
        (_, string html) = await server.GetAsync("/explore/default/issues/5" + query);
        Assert.Contains($"<strong>{expected} replay{(expected == 1 ? "" : "s")}</strong> with these filters.", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_FollowEachOther()
    {
        await using PageServer server = await PageServer.OpenAsync(
            [.. Enumerable.Range(1, 120).SelectMany(n => new IFact[] { Make.Error(n, issue: 5, replay: n), Make.Segment(n) })]);
        var seen = new HashSet<string>();
        string? path = "/explore/default/issues/5?evidence=tagged";
        int pages = 0;
        for (; path is not null; pages++)
        {
            (_, string html) = await server.GetAsync(path);
            seen.UnionWith(ReplayLink().Matches(html).Select(link => link.Groups[1].Value));
            path = NextLink().Match(html) is { Success: true } next
                ? "/explore/default/issues/5" + WebUtility.HtmlDecode(next.Groups[1].Value)
                : null;
        }

        Assert.Equal((3, 120), (pages, seen.Count));
    }

    [Theory]
    [InlineData("issues/5")]
    [InlineData("events/0000000000000000000000000000000a")]
    [InlineData("traces/0000000000000000000000000000000a")]
    [InlineData("replays/0000000000000000000000000000000a")]
    [InlineData("transactions?name=GET")]
    public async Task WhatNoFactNames_Is404(string path)
    {
        await using PageServer server = await PageServer.OpenAsync();
        Assert.Equal(HttpStatusCode.NotFound, (await server.GetAsync($"/explore/default/{path}")).Status);
    }

    [Theory]
    [InlineData("issues/x", "not a valid issue")]
    [InlineData("replays/x", "not a valid id")]
    [InlineData("transactions", "a transaction name must have")]
    [InlineData("issues/5?evidence=none", "evidence")]
    [InlineData("issues/5?cursor=x", "not a valid cursor")]
    [InlineData("coverage?statsPeriod=x", "statsPeriod")]
    public async Task BadInput_IsNamed(string path, string expected)
    {
        await using PageServer server = await PageServer.OpenAsync();
        (HttpStatusCode status, string html) = await server.GetAsync($"/explore/default/{path}");
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains(expected, html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AReplay_ShowsItsEventsByTime_AndWhatTheyName()
    {
        await using PageServer server = await PageServer.OpenAsync(
            Make.Error(1, issue: 5, trace: 1, at: -58, platform: "javascript"),
            Make.Error(2, issue: 6, trace: 1, replay: 9, at: -59, platform: "python", project: 2),
            Make.Transaction(3, "GET /pay", trace: 1, replay: 1, at: -57),
            Make.Segment(1, traces: [1], urls: ["/pay"], start: -60));
        (HttpStatusCode status, string html) = await server.GetAsync($"/explore/default/replays/{World.Replay(1)}?event={World.Event(1)}");
        Assert.Equal(HttpStatusCode.OK, status);
        string[] rows = [.. EventRow().Matches(html).Select(row => row.Groups[1].Value)];
        Assert.Equal([World.Event(2).ToString(), World.Event(1).ToString(), World.Event(3).ToString()], rows);
        foreach (string text in new[]
        {
            "front end, project 1: 1 event", "back end, project 2: 1 event", "names replay", "/explore/default/issues/6",
            "/explore/default/transactions?name=GET%20%2Fpay", ">10 min 0 s<", "<li><bdi>/pay</bdi></li>",
            $"id=\"e-{World.Event(1)}\" class=\"focused\"",
        })
        {
            Assert.Contains(text, html, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task ALane_IsOfTheSideThatTheSdkSays()
    {
        await using PageServer server = await PageServer.OpenAsync(
            Make.Error(1, replay: 1, at: -58, platform: "java") with { Sdk = "sentry.java.android" },
            Make.Transaction(2, "GET /pay", replay: 1, at: -55) with { Platform = "java", DurationMs = 60_000 },
            Make.Segment(1, start: -60));
        (_, string html) = await server.GetAsync($"/explore/default/replays/{World.Replay(1)}");
        foreach (string text in new[]
        {
            "front end, project 1: 1 event", "back end, project 1: 1 event", ">&#x2B;0:00 (11:00:00)<", ">&#x2B;10:00 (11:10:00)<",
            "x=\"400\" y=\"16\" width=\"100\" height=\"10\"",
        })
        {
            Assert.Contains(text, html, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task ADeletedReplay_ShowsNothingOfThePerson()
    {
        await using PageServer server = await PageServer.OpenAsync(
            Make.Error(1, issue: 5, replay: 1), Make.Segment(1, urls: ["/secret"]) with { UserEmail = "ann@example.com" }, Make.DeleteReplay(1));
        (_, string html) = await server.GetAsync($"/explore/default/replays/{World.Replay(1)}");
        Assert.Contains("It was deleted.", html, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", html, StringComparison.Ordinal);
        Assert.DoesNotContain("ann@", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Coverage_CountsAndAdvises()
    {
        await using PageServer server = await PageServer.OpenAsync(
            Make.Error(1, issue: 5, replay: 1), Make.Error(2, issue: 5, trace: 2), Make.Error(3, issue: 5, trace: 3), Make.Segment(1));
        (HttpStatusCode status, string html) = await server.GetAsync("/explore/default/coverage");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("aria-label=\"linked 1, unseen 2\"", html, StringComparison.Ordinal);
        Assert.Contains(">33 %<", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TextsOfFacts_AreTexts()
    {
        await using PageServer server = await PageServer.OpenAsync(
            Make.Error(1, issue: 5, replay: 1, transaction: Hostile, environment: Hostile),
            Make.Segment(1, urls: [Hostile]) with { UserName = Hostile, Environment = Hostile, Release = Hostile });
        string name = Uri.EscapeDataString(Hostile);
        foreach (string path in new[]
        {
            "issues/5", $"transactions?name={name}", $"replays/{World.Replay(1)}", $"issues/5?user={name}&environment={name}",
            $"issues/5?evidence={name}", "coverage",
        })
        {
            (_, string html) = await server.GetAsync($"/explore/default/{path}");
            Assert.DoesNotContain("<script>alert", html, StringComparison.Ordinal);
            Assert.Empty(OwnScript().Replace(html, "").Split("<script")[1..]);
        }
    }

    [Fact]
    public async Task EveryPage_LoadsOnlyWhatThisServerHas()
    {
        await using PageServer server = await PageServer.OpenAsync(Make.Error(1, issue: 5, replay: 1), Make.Segment(1));
        foreach (string path in new[] { "/", "/explore/default/issues/5", $"/explore/default/replays/{World.Replay(1)}", "/explore/default/coverage" })
        {
            using HttpResponseMessage page = await server.Client.GetAsync(new Uri(path, UriKind.Relative));
            string policy = page.Headers.GetValues("Content-Security-Policy").Single();
            Assert.StartsWith("default-src 'none'", policy, StringComparison.Ordinal);
            Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
            string html = await page.Content.ReadAsStringAsync();
            Assert.DoesNotContain("style=\"", html, StringComparison.Ordinal);
            int bytes = html.Length;
            foreach (Match source in Source().Matches(html))
            {
                using HttpResponseMessage asset = await server.Client.GetAsync(new Uri(source.Groups[1].Value, UriKind.Relative));
                Assert.Equal(HttpStatusCode.OK, asset.StatusCode);
                bytes += (await asset.Content.ReadAsByteArrayAsync()).Length;
            }

            Assert.InRange(bytes, 1000, 40_000);
        }
    }

    [GeneratedRegex("class=\"main\" href=\"/explore/default/replays/([0-9a-f]{32})\"")]
    private static partial Regex ReplayLink();

    [GeneratedRegex("rel=\"next\" href=\"([^\"]+)\"")]
    private static partial Regex NextLink();

    [GeneratedRegex("<tr id=\"e-([0-9a-f]{32})\"")]
    private static partial Regex EventRow();

    [GeneratedRegex("<script type=\"module\" src=\"/explore/assets/[^\"]+\">")]
    private static partial Regex OwnScript();

    [GeneratedRegex("(?:<link[^>]*href|<script[^>]*src|<img[^>]*src)=\"([^\"]+)\"")]
    private static partial Regex Source();
}
