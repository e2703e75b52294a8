using System.Net;
using System.Text.Json;
using ReplayGraph.Api.Options;
using ReplayGraph.Conformance.Generation;
using ReplayGraph.Facts;

namespace ReplayGraph.Explorer.Tests;

/// <summary>The links to the product that recorded a replay, in the pages and in the API.</summary>
public sealed class ProductLinkTests
{
    // A session of ten minutes, with errors 2 and 3 minutes after its start.
    private static readonly IFact[] _facts =
    [
        Make.Segment(1, start: -60),
        Make.Segment(2),
        Make.Archive(2),
        Make.Error(1, issue: 5, replay: 1, at: -58),
        Make.Error(2, issue: 5, replay: 1, at: -57),
        Make.Error(3, issue: 5, replay: 2, at: -57),
        Make.Error(4, issue: 5, replay: 9, at: -57),
    ];

    private static readonly ReplayGraphOptions _options = new()
    {
        LinkTemplates = [new(null, null, "Sentry", "https://acme.sentry.io")],
        LinkPreRollSeconds = 20,
    };

    private static string Replay => $"https://acme.sentry.io/replays/{World.Replay(1)}/?t=";

    [Theory]
    [InlineData("issues/5?fate=any", 160)]
    [InlineData("events/{0}", 100)]
    [InlineData("replays/{1}", 0)]
    [InlineData("replays/{1}?event={0}", 100)]
    [InlineData("replays/{1}?event=x", 0)]
    public async Task APage_OpensTheProductBeforeTheMoment(string page, int seconds)
    {
        await using PageServer server = await PageServer.WithOptionsAsync(_options, _facts);
        (HttpStatusCode status, string html) = await server.GetAsync(Path(page));
        Assert.Equal(HttpStatusCode.OK, status);
        string link = $"<a class=\"product\" href=\"{Replay}{seconds}\" rel=\"noreferrer noopener external\"";
        Assert.Contains(link, html, StringComparison.Ordinal);
        Assert.Equal(2, html.Split("Open in Sentry <").Length);
        Assert.DoesNotContain($"{World.Replay(2)}/?t=", html, StringComparison.Ordinal);
        Assert.DoesNotContain($"{World.Replay(9)}/?t=", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AReplay_OpensTheProductAtEachEvent()
    {
        await using PageServer server = await PageServer.WithOptionsAsync(_options, _facts);
        (_, string html) = await server.GetAsync(Path("replays/{1}"));
        string first = $"href=\"{Replay}100\" rel=\"noreferrer noopener external\" aria-label=\"Open in Sentry before &#x2B;2:00\"";
        Assert.Contains(first, html, StringComparison.Ordinal);
        Assert.Contains($"href=\"{Replay}160\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WithoutATemplate_NothingIsLinked()
    {
        ReplayGraphOptions others = _options with
        {
            LinkTemplates = [new(null, new HashSet<ProjectId> { World.Project(2) }, "Sentry", "https://acme.sentry.io")],
        };
        foreach (ReplayGraphOptions options in new[] { new(), others })
        {
            await using PageServer server = await PageServer.WithOptionsAsync(options, _facts);
            foreach (string page in new[] { "issues/5?fate=any", "replays/{1}" })
            {
                Assert.DoesNotContain("class=\"product\"", (await server.GetAsync(Path(page))).Html, StringComparison.Ordinal);
            }

            using JsonDocument answer = JsonDocument.Parse((await server.GetAsync("/api/v1/default/issues/5/replays")).Html);
            JsonElement link = answer.RootElement.GetProperty("replays")[0];
            Assert.Equal(180_000, link.GetProperty("moment_ms").GetInt64());
            Assert.False(link.TryGetProperty("url", out _));
        }
    }

    [Theory]
    [InlineData("issues/5/replays")]
    [InlineData("issues/5/replays?fate=live&sort=recent")]
    [InlineData("nodes/issue/5/edges?kind=replay&fate=live")]
    public async Task TheApi_AnswersUrlAndMoment(string call)
    {
        await using PageServer server = await PageServer.WithOptionsAsync(_options, _facts);
        for (int i = 0; i < 2; i++)
        {
            string json = (await server.GetAsync("/api/v1/default/" + call)).Html;
            Assert.Contains($"\"moment_ms\":180000,\"url\":\"{Replay}160\"}}", json, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task TheApi_LinksOnlyLiveReplays()
    {
        await using PageServer server = await PageServer.WithOptionsAsync(_options, _facts);
        using JsonDocument answer = JsonDocument.Parse((await server.GetAsync("/api/v1/default/issues/5/replays?fate=any")).Html);
        (string, bool)[] linked =
        [
            .. answer.RootElement.GetProperty("replays").EnumerateArray()
                .Select(one => (one.GetProperty("fate").GetString()!, one.TryGetProperty("url", out _))),
        ];
        Assert.Equal([("live", true), ("archived", false), ("pending", false)], linked.OrderByDescending(one => one.Item2).ThenBy(one => one.Item1));
        string replay = (await server.GetAsync($"/api/v1/default/replays/{World.Replay(1)}")).Html;
        Assert.EndsWith($"\"url\":\"{Replay}0\"}}", replay, StringComparison.Ordinal);
        Assert.DoesNotContain("\"url\"", (await server.GetAsync($"/api/v1/default/replays/{World.Replay(2)}")).Html, StringComparison.Ordinal);
    }

    private static string Path(string page) => "/explore/default/"
        + page.Replace("{0}", World.Event(1).ToString(), StringComparison.Ordinal).Replace("{1}", World.Replay(1).ToString(), StringComparison.Ordinal);
}
