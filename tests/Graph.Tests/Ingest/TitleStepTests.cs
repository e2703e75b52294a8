using ReplayGraph.Conformance;
using ReplayGraph.Conformance.Generation;
using ReplayGraph.Facts;
using ReplayGraph.Ingest;
using ReplayGraph.Issues;

namespace ReplayGraph.Graph.Tests.Ingest;

/// <summary>Which events give their issues a title, and which titles are kept and shown.</summary>
public sealed class TitleStepTests : ITitledIssues
{
    private static readonly Expiry _expiry = new(World.Now, TimeSpan.FromDays(90));

    private readonly Dictionary<IssueId, Titles> _issues = [];

    public Titles TitlesOf(IssueId issue) => _issues.TryGetValue(issue, out Titles? known) ? known : _issues[issue] = new();

    [Fact]
    public void AnEventTitlesItsIssue()
    {
        TitleStep.Take(Make.Error(1, issue: 2, at: -5, project: 3, days: 4) with { Title = "E" }, _expiry, this);

        IssueTitle kept = Assert.Single(TitlesOf(World.Issue(2)).All);
        Assert.Equal(new IssueTitle(World.Issue(2), World.Project(3), 4, World.At(-5).EndOfDay, "E"), kept);
    }

    [Fact]
    public void WithoutATitleOrAnIssue_NothingIsKept()
    {
        TitleStep.Take(Make.Error(1, issue: 2), _expiry, this);
        TitleStep.Take(Make.Error(1) with { Title = "E" }, _expiry, this);

        Assert.Empty(_issues);
    }

    [Theory]
    [InlineData((-90 * World.Day) - (12 * 60), 1)]
    [InlineData((-90 * World.Day) - (12 * 60) - 1, 0)]
    public void ATitleCountsToTheEndOfItsDay(int at, int kept)
    {
        TitleStep.Take(Make.Error(1, issue: 2, at: at) with { Title = "E" }, _expiry, this);

        Assert.Equal(kept, TitlesOf(World.Issue(2)).Count);
    }

    [Fact]
    public void ATitleIsNoPartOfTheObservation()
    {
        EventFact fact = Make.Error(1, issue: 2, trace: 1, transaction: "/pay");
        byte[] titled = Batches.Encode(fact with { Title = "E" }), bare = Batches.Encode(fact);

        Assert.Equal(bare.Length + 3, titled.Length);
        Assert.Equal(bare, ObservedEvent.Read(titled).Bytes.ToArray());
        Assert.Equal("/pay", ObservedEvent.Read(titled).Transaction.ToString());
        Assert.Equal([bare, bare], ObservedEvent.ReadAll(new byte[][] { titled, bare }.SelectMany(one => one).ToArray()).Select(one => one.Bytes.ToArray()));
        Assert.Equal(Batches.Encode(Make.Error(1)), Batches.Encode(Make.Error(1) with { Title = "without an issue" }));
    }

    [Fact]
    public void ExpiredTitles_AreNotShown_AndDropped()
    {
        var titles = new Titles();
        titles.Add(Make.Error(1, issue: 2, days: 1) with { Title = "short" });
        titles.Add(Make.Error(1, issue: 2, at: -World.Day) with { Title = "long" });
        Assert.Equal("short", Titles.Shown(titles.All, null, _expiry));

        Expiry later = _expiry with { Now = World.At(2 * World.Day) };
        Assert.Equal("long", Titles.Shown(titles.All, null, later));
        Assert.Null(Titles.Shown(titles.All, new HashSet<ProjectId> { World.Project(2) }, later));

        titles.Drop(later);
        Assert.Equal("long", Assert.Single(titles.All).Text.ToString());
    }
}
