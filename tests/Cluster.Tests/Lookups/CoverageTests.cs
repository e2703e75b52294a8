using ReplayGraph.Conformance.Generation;
using ReplayGraph.Facts;
using ReplayGraph.Links;
using ReplayGraph.Lookups;
using ReplayGraph.Queries;

namespace ReplayGraph.Cluster.Tests.Lookups;

public sealed class CoverageTests
{
    [Fact]
    public void Event_CountsOnce_WithItsBestObservation()
    {
        GatheredBuilder gathered = new GatheredBuilder().Trace(1, [], [Make.Error(1, 10, trace: 1)])
            .Trace(2, [1], [Make.Error(1, 11, trace: 2), Make.Error(2, 11, trace: 2)]);
        CoverageRow row = Assert.Single(Count(gathered));
        Assert.Equal((2, 2), (row.Total, row.Linked));
    }

    [Fact]
    public void Partial_ComesBeforePending()
    {
        GatheredBuilder gathered = new GatheredBuilder().Trace(1, [2], [Make.Error(1, 10, trace: 1, replay: 1)])
            .Replay(1, row => row with { Fate = Fate.Pending, StartedAt = default, FinishedAt = default })
            .Replay(2, row => row with { Fate = Fate.Partial });
        Assert.Equal(1, Assert.Single(Count(gathered)).Partial);
    }

    [Fact]
    public void HiddenReplay_DoesNotCount()
    {
        GatheredBuilder gathered = new GatheredBuilder().Trace(1, [], [Make.Error(1, 10, trace: 1, replay: 1)]).Trace(2, [1], [Make.Error(2, 10, trace: 2)])
            .Untraced(Make.Error(3))
            .Replay(1, row => row with { ProjectId = World.Project(2) });
        CoverageRow row = Assert.Single(Count(gathered, new() { Visible = new HashSet<ProjectId> { World.Project(1) } }));
        Assert.Equal((3, 2, 1), (row.Total, row.Unseen, row.Unnamed));
    }

    [Fact]
    public void Gone_AreDeletedOrExpired_AndEventsThatAreGoneCountNowhere()
    {
        GatheredBuilder gathered = new GatheredBuilder(Make.DeleteEvents([2]))
            .Trace(1, [1], [Make.Error(1, trace: 1), Make.Error(2, trace: 1), Make.Error(3, trace: 1, at: -2 * World.Day, days: 1)])
            .Replay(1, row => row with { ExpiresAt = World.Now });
        CoverageRow row = Assert.Single(Count(gathered));
        Assert.Equal((1, 1), (row.Total, row.Gone));
    }

    [Fact]
    public void Rows_AreByProjectDayKindAndSide()
    {
        GatheredBuilder gathered = new GatheredBuilder().Trace(1, [1],
        [
            Make.Error(1, project: 2, trace: 1), Make.Error(2, trace: 1, platform: "javascript"), Make.Transaction(3, "/a", trace: 1),
            Make.Error(4, trace: 1, at: -World.Day), Make.Error(5, trace: 1, platform: "python"),
        ]);
        Assert.Equal(
            [
                (1, 19, FactKind.Error, true), (1, 20, FactKind.Error, false), (1, 20, FactKind.Error, true),
                (1, 20, FactKind.Transaction, true), (2, 20, FactKind.Error, true),
            ],
            Count(gathered).Select(row => ((int)row.ProjectId.Value, row.Day.Day, row.Kind, row.Backend)));
    }

    private static IReadOnlyList<CoverageRow> Count(GatheredBuilder gathered, CoverageQuery? query = null)
    {
        var coverage = new Coverage(query ?? new());
        coverage.Add(gathered.View, CancellationToken.None);
        return coverage.Rows;
    }
}
