using System.Net;
using System.Text.RegularExpressions;
using ReplayGraph.Conformance.Generation;
using ReplayGraph.Facts;

namespace ReplayGraph.Explorer.Tests;

/// <summary>The graph around the nodes that a person has opened.</summary>
public sealed partial class GraphTests
{
    private static readonly IFact[] _facts =
    [
        Make.Error(1, issue: 5, trace: 1, transaction: "GET /pay"), Make.Error(2, issue: 5, replay: 2),
        Make.Segment(1, traces: [1]), Make.Segment(2),
    ];

    [Fact]
    public async Task AroundAnIssue_AreItsEventsAndReplays_WithTheEvidenceOfEachEdge()
    {
        await using PageServer server = await PageServer.OpenAsync(_facts);
        (HttpStatusCode status, string html) = await server.GetAsync("/explore/default/graph?open=issue/5");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("5 nodes", html, StringComparison.Ordinal);
        Assert.Contains("6 edges", html, StringComparison.Ordinal);
        Assert.Equal(
            [
                $"event/{World.Event(2)} replay/{World.Replay(2)} tagged", $"event/{World.Event(1)} replay/{World.Replay(1)} trace",
                $"issue/5 event/{World.Event(2)} ", $"issue/5 event/{World.Event(1)} ",
                $"issue/5 replay/{World.Replay(2)} tagged", $"issue/5 replay/{World.Replay(1)} trace",
            ],
            Edges(html).Order(StringComparer.Ordinal));
        Assert.Equal(["tagged", "tagged", "trace", "trace", "", ""], Edges(html).Select(edge => edge[(edge.LastIndexOf(' ') + 1)..]));
    }

    [Fact]
    public async Task Opening_AddsNeighbours_ClosingTakesThemAway()
    {
        await using PageServer server = await PageServer.OpenAsync(_facts);
        (_, string html) = await server.GetAsync("/explore/default/graph?open=issue/5");
        string open = Link(html, $"Open the neighbours of error {World.Event(1).ToString()[..8]}");
        (_, html) = await server.GetAsync(open);
        Assert.Contains("7 nodes", html, StringComparison.Ordinal);
        Assert.Contains($"event/{World.Event(1)} trace/{World.Trace(1)} ", Edges(html));
        Assert.Contains($"transaction/GET /pay event/{World.Event(1)} ", Edges(html));

        (_, html) = await server.GetAsync(Link(html, $"Close error {World.Event(1).ToString()[..8]}"));
        Assert.Contains("5 nodes", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheRest_IsCounted_AndOpensMore()
    {
        await using PageServer server = await PageServer.OpenAsync(
            [.. Enumerable.Range(1, 40).SelectMany(n => new IFact[] { Make.Error(n, issue: 5, replay: n), Make.Segment(n) })]);
        (_, string html) = await server.GetAsync("/explore/default/graph?open=issue/5");
        Assert.Contains("60 more neighbours", html, StringComparison.Ordinal);
        (_, html) = await server.GetAsync(Link(html, "60 more neighbours of issue/5"));
        Assert.Contains("81 nodes", html, StringComparison.Ordinal);
        Assert.DoesNotContain("more neighbour", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatTheCallerMayNotSee_IsNotDrawn()
    {
        await using PageServer server = await PageServer.WithTokensAsync(
            Make.Error(1, issue: 5, replay: 1), Make.Segment(1), Make.Error(2, issue: 5, replay: 2, project: 2), Make.Segment(2, project: 2));
        await server.PostAsync("/explore/sign-in", fields: [("token", PageServer.Limited), ("return_to", "/")]);
        (_, string html) = await server.GetAsync("/explore/acme/graph?open=issue/5");
        Assert.Contains(World.Replay(2).ToString(), html, StringComparison.Ordinal);
        Assert.DoesNotContain(World.Replay(1).ToString(), html, StringComparison.Ordinal);
        Assert.DoesNotContain(World.Event(1).ToString(), html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("?open=")]
    [InlineData("?open=issue")]
    [InlineData("?open=issue/x")]
    [InlineData("?open=session/5")]
    [InlineData("?open=5000:issue/5")]
    [InlineData("?open=0:issue/5")]
    [InlineData("?open=issue/5&pin=issue")]
    [InlineData("?open=issue/5&open=replay/5")]
    public async Task WhatIsNotANode_IsNamed(string query)
    {
        await using PageServer server = await PageServer.OpenAsync();
        (HttpStatusCode status, string html) = await server.GetAsync("/explore/default/graph" + query);
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("expected", html, StringComparison.Ordinal);
        Assert.Contains("issue/17", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task APinnedNode_StaysWithItsEdges_WhenWhatLedToItIsClosed()
    {
        await using PageServer server = await PageServer.OpenAsync(_facts);
        string trace = $"trace/{World.Trace(1)}", replay = $"replay/{World.Replay(1)}";
        (_, string html) = await server.GetAsync($"/explore/default/graph?open={replay}&open={trace}");
        (_, html) = await server.GetAsync(Link(html, "Pin", trace));
        (_, html) = await server.GetAsync(Link(html, "Make it the centre", "issue/5"));
        Assert.Contains("6 nodes", html, StringComparison.Ordinal);
        Assert.Contains("Graph around issue/5", html, StringComparison.Ordinal);
        Assert.Contains($"{trace} {replay} trace", Edges(html));
        (_, html) = await server.GetAsync(Link(html, "Unpin", trace));
        Assert.DoesNotContain(trace, html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheCentre_DropsTheRest()
    {
        await using PageServer server = await PageServer.OpenAsync(_facts);
        (_, string html) = await server.GetAsync($"/explore/default/graph?open=issue/5&open=50:event/{World.Event(1)}");
        (_, html) = await server.GetAsync(Link(html, "Make it the centre", $"event/{World.Event(1)}"));
        Assert.Equal(4, Edges(html).Count);
        Assert.DoesNotContain(World.Replay(2).ToString(), html, StringComparison.Ordinal);
        string drawn = html.Split($"id=\"event/{World.Event(1)}\"")[1];
        Assert.DoesNotContain("Make it the centre", drawn[..drawn.IndexOf("</g>", StringComparison.Ordinal)], StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheFirstReplays_AreTheBest()
    {
        await using PageServer server = await PageServer.OpenAsync(
        [
            .. Enumerable.Range(1, 30).SelectMany(n => new IFact[] { Make.Error(n, issue: 5, trace: n), Make.Segment(n, traces: [n]) }),
            Make.Error(31, issue: 5, replay: 31), Make.Segment(31),
        ]);
        (_, string html) = await server.GetAsync("/explore/default/graph?open=3:issue/5");
        Assert.Equal($"issue/5 replay/{World.Replay(31)} tagged", Edges(html).First(edge => edge.StartsWith("issue", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task NoMoreThan2000Nodes_AreDrawn()
    {
        await using PageServer server = await PageServer.OpenAsync(
            [.. Enumerable.Range(1, 1100).SelectMany(n => new IFact[] { Make.Error(n, issue: 5, replay: n), Make.Segment(n) })]);
        (_, string html) = await server.GetAsync("/explore/default/graph?open=1000:issue/5");
        Assert.Contains("2,000 nodes", html, StringComparison.Ordinal);
        Assert.Contains("no more than 2,000 nodes are drawn", html, StringComparison.Ordinal);
        Assert.Equal(2000, html.Split("class=\"node ").Length - 1);
    }

    private static List<string> Edges(string html) =>
        [.. Row().Matches(html).Select(row => WebUtility.HtmlDecode($"{row.Groups[1].Value} {row.Groups[2].Value} {row.Groups[3].Value}"))];

    private static string Link(string html, string label, string node) => Link(html.Split($"id=\"{node}\"")[1].Split("</g>")[0], label);

    private static string Link(string html, string label)
    {
        Match link = Regex.Match(html, $"href=\"([^\"]+)\" aria-label=\"{Regex.Escape(label)}\"");
        Assert.True(link.Success, $"No link '{label}'.");
        return WebUtility.HtmlDecode(link.Groups[1].Value);
    }

    [GeneratedRegex("<td><a [^>]*><bdi>([^<]*)</bdi></a></td>\\s*<td><a [^>]*><bdi>([^<]*)</bdi></a></td>\\s*<td>([^<]*)</td>")]
    private static partial Regex Row();
}
