using System.Net;
using ReplayGraph.Conformance.Generation;
using ReplayGraph.Facts;

namespace ReplayGraph.Explorer.Tests;

/// <summary>The titles of issues on pages.</summary>
public sealed class TitleTests
{
    [Fact]
    public async Task AnIssue_ShowsItsTitle()
    {
        await using PageServer server = await PageServer.OpenAsync(Titled(1, 5, "ValueError: old", at: -World.Day), Titled(2, 5, "ValueError: new"));
        (_, string html) = await server.GetAsync("/explore/default/issues/5");
        Assert.Contains("<h1>Issue <bdi>5</bdi></h1>", html, StringComparison.Ordinal);
        Assert.Contains("<p class=\"named\"><bdi>ValueError: new</bdi></p>", html, StringComparison.Ordinal);
        Assert.Contains("<title>ValueError: new &#xB7; Issue 5 \u00B7 ReplayGraph</title>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("ValueError: old", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WithoutATitle_AnIssueIsItsId()
    {
        await using PageServer server = await PageServer.OpenAsync(Make.Error(1, issue: 5));
        (_, string html) = await server.GetAsync("/explore/default/issues/5");
        Assert.Contains("<title>Issue 5 \u00B7 ReplayGraph</title>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("class=\"named\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AReplay_ListsItsIssuesWithTheirTitles()
    {
        await using PageServer server = await PageServer.OpenAsync(
            Titled(1, 5, "ValueError: five"), Make.Error(2, issue: 6, replay: 1), Make.Segment(1));
        (_, string html) = await server.GetAsync($"/explore/default/replays/{World.Replay(1)}");
        Assert.Matches(@"<bdi>5</bdi></a>\s*<bdi>ValueError: five</bdi>\s*</li>", html);
        Assert.Matches(@"<bdi>6</bdi></a>\s*</li>", html);
    }

    [Theory]
    [InlineData("</title><script>alert(1)</script>\"'&", "&lt;/title&gt;&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#x27;&amp;")]
    [InlineData("\u202Egnp.exe \u05D0", "&#x202E;gnp.exe &#x5D0;")]
    [InlineData("a\0b", "a&#x0;b")]
    [InlineData("\U0001F600 cut", "&#x1F600; cut")]
    public async Task HostileTitles_AreEncoded(string title, string encoded)
    {
        await using PageServer server = await PageServer.OpenAsync(Titled(1, 5, title), Make.Segment(1));
        foreach (string path in new[] { "issues/5", $"replays/{World.Replay(1)}" })
        {
            (HttpStatusCode status, string html) = await server.GetAsync($"/explore/default/{path}");
            Assert.Equal(HttpStatusCode.OK, status);
            Assert.Contains($"<bdi>{encoded}</bdi>", html, StringComparison.Ordinal);
            Assert.DoesNotContain("<script>alert", html, StringComparison.Ordinal);
            Assert.DoesNotContain('\0', html);
        }
    }

    [Fact]
    public async Task TitlesOfInvisibleProjects_AreNotShown()
    {
        await using PageServer server = await PageServer.WithTokensAsync(
            Titled(1, 5, "of one"), Titled(2, 5, "of two", project: 2), Titled(3, 6, "only of one"), Make.Segment(1, project: 2));
        await server.PostAsync("/explore/sign-in", fields: [("token", PageServer.Limited)]);
        foreach (string path in new[] { "issues/5", "issues/6", $"replays/{World.Replay(1)}" })
        {
            (_, string html) = await server.GetAsync($"/explore/{World.Organization}/{path}");
            Assert.DoesNotContain("of one", html, StringComparison.Ordinal);
            Assert.Equal(path != "issues/6", html.Contains("of two", StringComparison.Ordinal));
        }
    }

    private static EventFact Titled(int id, int issue, string title, int at = -60, int project = 1) =>
        Make.Error(id, issue, replay: 1, at: at, project: project) with { Title = title };
}
