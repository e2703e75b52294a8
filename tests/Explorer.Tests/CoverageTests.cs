using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using ReplayGraph.Api.Access;
using ReplayGraph.Conformance.Generation;
using ReplayGraph.Explorer.Coverages;
using ReplayGraph.Explorer.Layout;
using ReplayGraph.Facts;
using ReplayGraph.Queries;

namespace ReplayGraph.Explorer.Tests;

/// <summary>Coverage: the chart, the reasons, and the events behind each of them.</summary>
public sealed partial class CoverageTests
{
    [Fact]
    public async Task EachReason_LeadsToItsEvents_WithAdvice()
    {
        await using PageServer server = await PageServer.OpenAsync(
            Make.Error(1, issue: 5, replay: 1, platform: "javascript"),
            Make.Error(2, issue: 5, trace: 2, at: -40),
            Make.Error(3, issue: 5, trace: 3, at: -30, transaction: "/pay"),
            Make.Error(4, issue: 6),
            Make.Segment(1));
        (_, string html) = await server.GetAsync("/explore/default/coverage");
        string[] links = [.. Examples().Matches(html).Select(link => WebUtility.HtmlDecode(link.Groups[1].Value))];
        Assert.Equal(
            ["?statsPeriod=14d&outcome=linked&backend=false", "?statsPeriod=14d&outcome=unseen&backend=true", "?statsPeriod=14d&outcome=unnamed&backend=true"],
            links);

        (HttpStatusCode status, string unseen) = await server.GetAsync("/explore/default/coverage/events" + links[1]);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal([World.Event(3).ToString(), World.Event(2).ToString()], Events().Matches(unseen).Select(link => link.Groups[1].Value));
        foreach (string text in new[]
        {
            "<code>replaysOnErrorSampleRate</code>", "/explore/default/issues/5", "/explore/default/transactions?name=%2Fpay",
            $"/explore/default/traces/{World.Trace(3)}", ">back end<",
        })
        {
            Assert.Contains(text, unseen, StringComparison.Ordinal);
        }

        (_, string unnamed) = await server.GetAsync("/explore/default/coverage/events" + links[2]);
        Assert.Contains("<code>tracePropagationTargets</code>", unnamed, StringComparison.Ordinal);
        Assert.Equal([World.Event(4).ToString()], Events().Matches(unnamed).Select(link => link.Groups[1].Value));
    }

    [Fact]
    public async Task AnIssue_LeadsToWhyItsOtherEventsHaveNone()
    {
        await using PageServer server = await PageServer.OpenAsync(
            Make.Error(1, issue: 5, trace: 2), Make.Error(2, issue: 6), Make.Error(3, issue: 5, replay: 1), Make.Segment(1));
        (_, string issue) = await server.GetAsync("/explore/default/issues/5");
        Assert.Contains("href=\"/explore/default/coverage?issue=5&amp;statsPeriod=90d\">Why have other events no replay?", issue, StringComparison.Ordinal);
        (_, string coverage) = await server.GetAsync("/explore/default/coverage?issue=5&statsPeriod=90d");
        Assert.Contains("aria-label=\"linked 1, unseen 1\"", coverage, StringComparison.Ordinal);
        Assert.Contains("?statsPeriod=90d&amp;issue=5&amp;outcome=unseen&amp;backend=true", coverage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Filters_AreThoseOfTheApi_AndADayReplacesThePeriod()
    {
        await using PageServer server = await PageServer.OpenAsync(
            Make.Error(1, issue: 5), Make.Error(2, issue: 5, at: -3 * World.Day), Make.Transaction(3, "/pay"));
        Assert.Contains("unnamed 2", await BarAsync(""), StringComparison.Ordinal);
        Assert.Contains("unnamed 1", await BarAsync("?type=transaction"), StringComparison.Ordinal);
        Assert.Contains("unnamed 1", await BarAsync("?start=2026-11-17&end=2026-11-18&statsPeriod="), StringComparison.Ordinal);
        Assert.Equal("", await BarAsync("?start=2026-11-10&end=2026-11-11"));

        async Task<string> BarAsync(string query) => Bar().Match((await server.GetAsync("/explore/default/coverage" + query)).Html).Groups[1].Value;
    }

    [Theory]
    [InlineData("coverage/events", "outcome")]
    [InlineData("coverage/events?outcome=none", "outcome")]
    [InlineData("coverage?type=span", "type")]
    [InlineData("coverage?issue=x", "issue")]
    public async Task BadInput_IsNamed(string path, string expected)
    {
        await using PageServer server = await PageServer.OpenAsync();
        (HttpStatusCode status, string html) = await server.GetAsync($"/explore/default/{path}");
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains($"<p><bdi>{expected}: ", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EventsOfHiddenProjects_AreNotShown()
    {
        await using PageServer server = await PageServer.WithTokensAsync(Make.Error(1, issue: 5), Make.Error(2, issue: 5, project: 2));
        await server.PostAsync("/explore/sign-in", fields: [("token", PageServer.Limited), ("return_to", "/")]);
        (HttpStatusCode status, string html) = await server.GetAsync("/explore/acme/coverage/events?outcome=unnamed");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal([World.Event(2).ToString()], Events().Matches(html).Select(link => link.Groups[1].Value));
    }

    [Fact]
    public void Chart_HasAColumnForEachDay_AsHighAsItsShare()
    {
        DateOnly day = new(2026, 11, 19);
        CoverageRow[] rows =
        [
            new(World.Project(1), day, FactKind.Error, true) { Total = 4, Linked = 1, Unseen = 3 },
            new(World.Project(1), day.AddDays(1), FactKind.Error, false) { Total = 2, Linked = 2 },
            new(World.Project(2), day, FactKind.Error, false) { Total = 9, Gone = 9 },
        ];
        IReadOnlyList<SharePanel> panels = SharePanel.Of(rows, day, day.AddDays(1), 5);
        Assert.Equal([World.Project(2), World.Project(1)], panels.Select(panel => panel.Project));
        Assert.Equal("M62 86h148v12.5h-148z", panels[1].Back.Shown);
        Assert.Equal("M211 70h148v-50h-148z", panels[1].Front.Shown);
        Assert.Equal((0, 9), (panels[0].Front.Linked, panels[0].Front.Total));
        Assert.Single(SharePanel.Of(rows, day, day.AddDays(1), 1));
    }

    [Theory]
    [InlineData(0, 5, "0 %")]
    [InlineData(1, 1000, "<1 %")]
    [InlineData(999, 1000, ">99 %")]
    [InlineData(5, 5, "100 %")]
    [InlineData(0, 0, "0 %")]
    public void Percent_DoesNotRoundToNothingOrAll(long part, long whole, string expected) => Assert.Equal(expected, Percent.Of(part, whole));

    [Fact]
    public async Task Line_SaysTheSharesOfTheLastDay()
    {
        CoverageRow[] rows =
        [
            new(World.Project(1), new(2026, 11, 20), FactKind.Error, true) { Total = 3000, Linked = 1470, Unseen = 1530 },
            new(World.Project(1), new(2026, 11, 20), FactKind.Error, false) { Total = 1000, Linked = 1000 },
        ];
        string html = await LineAsync(rows);
        const string expected = "62 % of 4,000 events of the last day have a replay: front end 100 % of 1,000, back end 49 % of 3,000.";
        Assert.Contains(expected, html, StringComparison.Ordinal);
        Assert.Contains("/coverage?statsPeriod=24h", html, StringComparison.Ordinal);
        Assert.Contains("No events in the last day.", await LineAsync([]), StringComparison.Ordinal);
    }

    private static async Task<string> LineAsync(IReadOnlyList<CoverageRow> rows)
    {
        await using ServiceProvider services = new ServiceCollection().BuildServiceProvider();
        await using var renderer = new HtmlRenderer(services, NullLoggerFactory.Instance);
        var site = new Site(new Caller(OrganizationId.Default, null, Scopes.Read), false, World.Now);
        var parameters = ParameterView.FromDictionary(new Dictionary<string, object?>
        {
            [nameof(CoverageLine.Site)] = site,
            [nameof(CoverageLine.Rows)] = rows,
        });
        return await renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<CoverageLine>(parameters)).ToHtmlString());
    }

    [GeneratedRegex("href=\"/explore/default/coverage/events([^\"]+)\"")]
    private static partial Regex Examples();

    [GeneratedRegex("href=\"/explore/[a-z]+/events/([0-9a-f]{32})")]
    private static partial Regex Events();

    [GeneratedRegex("<svg class=\"bar\"[^>]*aria-label=\"([^\"]+)\"")]
    private static partial Regex Bar();
}
