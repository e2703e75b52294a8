using ReplayGraph.Conformance.Generation;
using ReplayGraph.Facts;

namespace ReplayGraph.Conformance.Suite;

/// <summary>The titles of issues.</summary>
public abstract class TitleSpec : NoEvidenceSpec
{
    [Fact]
    public async Task Titles_InTheOrderOfTheQuery()
    {
        IGraph graph = await GraphOf(Titled(1, 5, "five"), Titled(2, 6, "six"), Make.Error(3, issue: 7));
        Assert.Equal(["six", null, "five", null, "six"], await TitlesAsync(graph, 6, 7, 5, 8, 6));
        Assert.Empty(await TitlesAsync(graph));
        Assert.Equal(["five"], await TitlesAsync(await AgainAsync(graph), 5));
        Assert.Equal([null], await TitlesAsync(await GraphOf(), 5));
    }

    [Fact]
    public Task Titles_LatestDay() => InEveryOrderAsync(
        async graph => Assert.Equal(["A new one"], await TitlesAsync(graph, 5)),
        Titled(1, 5, "Old", at: -World.Day),
        Titled(2, 5, "A new one"),
        Titled(3, 5, "Older", at: -2 * World.Day),
        Make.Error(4, issue: 5, at: 0));

    [Fact]
    public Task Titles_OfOneDay_Greatest() => InEveryOrderAsync(
        async graph => Assert.Equal(["b \U0001F600"], await TitlesAsync(graph, 5)),
        Titled(1, 5, "b"),
        Titled(2, 5, "b \uFF5A", at: -1),
        Titled(3, 5, "b \U0001F600", at: -120),
        Titled(4, 5, "a"));

    [Fact]
    public Task Titles_EventsThatDifferInTheTitle_AreDuplicates() => InEveryOrderAsync(
        async graph =>
        {
            Assert.Equal(["b"], await TitlesAsync(graph, 5));
            Assert.Equal(new IngestResult(0, 1, 0), await TellAsync(graph, Titled(1, 5, "c")));
            Assert.Equal(new IngestResult(0, 1, 0), await TellAsync(graph, Titled(1, 5, null)));
            Assert.Equal(["c"], await TitlesAsync(graph, 5));
            Assert.Equal(1, (await LinkAsync(graph, Issue(5))).Events);
        },
        Titled(1, 5, "a"),
        Titled(1, 5, "b"),
        Make.Segment(1));

    [Fact]
    public async Task Titles_OnlyOfVisibleProjects()
    {
        IGraph graph = await GraphOf(
            Titled(1, 5, "b of one", project: 1), Titled(2, 5, "a of two", project: 2), Titled(3, 5, "old of one", at: -World.Day, project: 1));
        Assert.Equal("b of one", await TitleAsync(graph, null));
        Assert.Equal("b of one", await TitleAsync(graph, [1, 2]));
        Assert.Equal("a of two", await TitleAsync(graph, [2]));
        Assert.Null(await TitleAsync(graph, [3]));
        Assert.Null(await TitleAsync(graph, []));

        static async Task<string?> TitleAsync(IGraph graph, int[]? projects) => Assert.Single(await graph.TitlesAsync(
            World.Organization, [World.Issue(5)], projects?.Select(World.Project).ToHashSet()));
    }

    [Fact]
    public async Task Titles_UntilTheEndOfTheirDay()
    {
        IGraph graph = await GraphOf(Titled(1, 5, "short", days: 1), Titled(2, 5, "long", at: -World.Day, days: 30));
        Assert.Equal(["short"], await TitlesAsync(graph, 5));

        Time.SetUtcNow(new DateTimeOffset(World.Now.ToDate().Date.AddDays(2), TimeSpan.Zero).AddMilliseconds(-2));
        Assert.Equal(["short"], await TitlesAsync(graph, 5));
        Time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(["long"], await TitlesAsync(graph, 5));
        Time.Advance(TimeSpan.FromDays(30));
        Assert.Equal([null], await TitlesAsync(graph, 5));
        await TellAsync(graph, Titled(3, 5, "next", at: 32 * World.Day));
        Assert.Equal(["next"], await TitlesAsync(await AgainAsync(graph), 5));
    }

    [Fact]
    public async Task Titles_OfAnEventThatExpiredToday_Count()
    {
        IGraph graph = await GraphOf(Titled(1, 5, "expired", at: -World.Day - 60, days: 1), Titled(2, 6, "gone", at: -3 * World.Day, days: 1));
        Assert.Equal(["expired", null], await TitlesAsync(graph, 5, 6));
    }

    [Fact]
    public async Task Titles_AreNotMergedOrMoved()
    {
        IGraph graph = await GraphOf(
            Titled(1, 5, "five"), Titled(2, 6, "six"), Make.Merge([5], 6), Make.Move([2], 7), Make.DeleteEvents([1]), Make.DeleteIssues([6]));
        Assert.Equal(["five", "six", null], await TitlesAsync(graph, 5, 6, 7));
    }

    [Theory]
    [InlineData("<script>alert('x')</script> & \"y\"")]
    [InlineData("a\0b\u0001")]
    [InlineData("\u202Eright to left \u05D0\u05D1")]
    [InlineData("\u00FC\U0001F600\uFFFD")]
    public async Task Titles_OfAnyText(string text)
    {
        IGraph graph = await GraphOf(Titled(1, 5, text), Titled(2, 6, new('x', Limits.TitleBytes)));
        Assert.Equal([text, new('x', Limits.TitleBytes)], await TitlesAsync(graph, 5, 6));
        Assert.Equal([text], await TitlesAsync(await AgainAsync(graph), 5));
    }

    private static EventFact Titled(int id, int issue, string? title, int at = -60, int project = 1, int days = 0) =>
        Make.Error(id, issue, replay: 1, at: at, project: project, days: days) with { Title = title };

    private static async Task<IReadOnlyList<string?>> TitlesAsync(IGraph graph, params int[] issues) =>
        await graph.TitlesAsync(World.Organization, [.. issues.Select(World.Issue)], null);
}
