using ReplayGraph.Cluster.Store;
using ReplayGraph.Facts;
using ReplayGraph.Issues;

namespace ReplayGraph.StoreSpec;

/// <summary>The titles of issues.</summary>
public abstract partial class NodeStoreSpec
{
    [Fact]
    public async Task Titles_GreatestOfEachKey()
    {
        IssueTitle[] kept =
        [
            Title(1, "b"), Title(1, "only", project: 2), Title(1, "thirty", days: 30), Title(2, "\uFF5A \U0001F600"), Title(3, "\0'x'"),
        ];
        await RecordAsync(kept);
        await RecordAsync(
            Title(1, "a"), Title(1, "c", day: -1), Title(2, "\uFF5A"), Title(3, "\0'x"), Title(1, "ignored", day: -1, project: 2));

        Assert.Equal(kept.ToHashSet(), (await Store.TitlesAsync(Sample.Acme, [new(1), new(2), new(3), new(4)])).ToHashSet());

        IssueTitle greater = Title(1, "c"), later = Title(2, "a", day: 1);
        await RecordAsync(Title(1, "bb"), greater, Title(1, "bc"), later);
        Assert.Equal([greater], (await Store.TitlesAsync(Sample.Acme, [new(1)])).Where(one => one.Project.Value == 1 && one.RetentionDays == 0));
        Assert.Equal([later], await Store.TitlesAsync(Sample.Acme, [new(2)]));
    }

    [Fact]
    public async Task Titles_OfNothing()
    {
        Assert.Empty(await Store.TitlesAsync(Sample.Acme, [new(1)]));
        await RecordAsync();
        await RecordAsync(Title(1, "a"));
        Assert.Empty(await Store.TitlesAsync(Sample.Acme, []));
        Assert.Empty(await Store.TitlesAsync(Sample.Other, [new(1)]));
        Assert.Single(await Store.TitlesAsync(Sample.Acme, [new(1), new(1)]));
    }

    [Fact]
    public async Task Titles_ManyWriters_GreatestStays()
    {
        const int writers = 6, each = 20, issues = 5;
        await Task.WhenAll(Enumerable.Range(0, writers).Select(writer => Task.Run(async () =>
        {
            for (int i = 0; i < each; i++)
            {
                // Writers name the issues in different orders.
                IEnumerable<IssueTitle> titles = Enumerable.Range(0, issues).Select(k => Title(1 + ((k + writer) % issues), $"{i:d2} {writer}"));
                await RecordAsync([.. titles]);
            }
        })));

        IReadOnlyList<IssueTitle> titles = await Store.TitlesAsync(Sample.Acme, [.. Enumerable.Range(1, issues).Select(id => new IssueId(id))]);
        Assert.Equal(Enumerable.Repeat($"{each - 1:d2} {writers - 1}", issues), titles.Select(title => title.Text.ToString()));
    }

    [Fact]
    public async Task Titles_LongestText_AndManyIssues()
    {
        IssueTitle[] titles = [.. Enumerable.Range(1, 1000).Select(id => Title(long.MaxValue - id, new string('x', Limits.TitleBytes)))];
        await RecordAsync(titles);
        Assert.Equal(titles.ToHashSet(), (await Store.TitlesAsync(Sample.Acme, [.. titles.Select(title => title.Issue)])).ToHashSet());
    }

    [Fact]
    public async Task Sweep_KeepsUnexpiredTitles()
    {
        IssueTitle title = Title(1, "a");
        await RecordAsync(title);
        await Store.SweepAsync(Sample.Now);
        await Store.SweepAsync(Sample.Now.Plus(TimeSpan.FromDays(1)));
        Assert.Equal([title], await Store.TitlesAsync(Sample.Acme, [new(1)]));
    }

    /// <summary>A title of an issue.</summary>
    protected static IssueTitle Title(long issue, string text, int day = 0, long project = 1, ushort days = 0) =>
        new(new(issue), new(project), days, Sample.Now.Plus(TimeSpan.FromDays(day)).EndOfDay, text);

    /// <summary>Keeps titles that expire at <see cref="Sample.Expiry"/>.</summary>
    protected ValueTask RecordAsync(params IssueTitle[] titles) =>
        Store.RecordTitlesAsync(Sample.Acme, [.. titles.Select(title => new TitleWrite(title, Sample.Expiry))]);
}
