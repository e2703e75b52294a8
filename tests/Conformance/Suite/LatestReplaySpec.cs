using ReplayGraph.Conformance.Generation;
using ReplayGraph.Queries;

namespace ReplayGraph.Conformance.Suite;

/// <summary>The latest replays: those that can be watched, by their start.</summary>
public abstract class LatestReplaySpec : CoverageEventSpec
{
    [Fact]
    public async Task LatestReplays_ThoseThatCanBeWatched()
    {
        IGraph graph = await GraphOf(
        [
            Make.Segment(1, at: -30),
            Make.Segment(2, at: -10),
            Make.Segment(3, at: -20),
            Make.Segment(4, 1, at: -1),
            Make.Segment(5, at: -2),
            Make.Archive(5),
            Make.Error(1, replay: 6),
        ]);

        Assert.Equal([2, 3, 1], await LatestAsync(new()));
        Assert.Equal([2], await LatestAsync(new() { Limit = 1 }));
        Assert.Empty(await LatestAsync(new() { Projects = new HashSet<ProjectId> { World.Project(9) } }));
        Assert.Empty(await LatestAsync(new() { Visible = new HashSet<ProjectId>() }));
        Assert.Empty(await graph.LatestReplaysAsync(OrganizationId.Parse("other"), new()));

        async Task<IEnumerable<int>> LatestAsync(LatestReplaysQuery query) =>
            (await graph.LatestReplaysAsync(World.Organization, query))
                .Select(view => Enumerable.Range(1, 9).Single(n => World.Replay(n) == view.ReplayId));
    }
}
