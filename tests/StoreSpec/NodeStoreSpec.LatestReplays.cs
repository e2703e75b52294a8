using ReplayGraph.Cluster.Ids;
using ReplayGraph.Cluster.Store;
using ReplayGraph.Links;
using ReplayGraph.Queries;
using ReplayGraph.Replays;

namespace ReplayGraph.StoreSpec;

/// <summary>The replays that started last.</summary>
public abstract partial class NodeStoreSpec
{
    [Fact]
    public async Task LatestReplays_WatchableOnesByStart()
    {
        await KeepAsync(1, new() { Fate = Fate.Live, StartedAt = At(1), ProjectId = new(1) });
        await KeepAsync(2, new() { Fate = Fate.Live, StartedAt = At(3), ProjectId = new(1) });
        await KeepAsync(3, new() { Fate = Fate.Live, StartedAt = At(3), ProjectId = new(2) });
        await KeepAsync(4, new() { Fate = Fate.Live, StartedAt = At(2), ProjectId = new(2) });
        await KeepAsync(5, new() { Fate = Fate.Live, StartedAt = At(9), ProjectId = new(2), ExpiresAt = Sample.Now });
        await KeepAsync(6, new() { Fate = Fate.Partial, StartedAt = At(9), ProjectId = new(2) });
        await KeepAsync(7, new() { Fate = Fate.Live, StartedAt = At(9), ProjectId = new(2) });
        await KeepAsync(7, new() { Fate = Fate.Archived, StartedAt = At(9), ProjectId = new(2) });
        await KeepAsync(8, ReplaySummary.Pending);

        Assert.Equal([2, 3, 4, 1], await LatestAsync(new() { Limit = 10 }));
        Assert.Equal([2, 3], await LatestAsync(new() { Limit = 2 }));
        Assert.Equal([3, 4], await LatestAsync(new() { Projects = new HashSet<ProjectId> { new(2), new(3) } }));
        Assert.Equal([2, 3, 4], await LatestAsync(new() { Projects = new HashSet<ProjectId> { new(2), new(1) }, Limit = 3 }));
        Assert.Empty(await LatestAsync(new() { Projects = new HashSet<ProjectId> { new(2) }, Visible = new HashSet<ProjectId> { new(1) } }));
        Assert.Empty(await Store.LatestReplaysAsync(Sample.Other, new(), Sample.Now));

        static Timestamp At(int minutes) => Sample.Now.Plus(TimeSpan.FromMinutes(minutes - 100));

        async Task<IEnumerable<int>> LatestAsync(LatestReplaysQuery query) =>
            (await Store.LatestReplaysAsync(Sample.Acme, query, Sample.Now)).Select(row => (int)row.Id.Value);

        async Task KeepAsync(int replay, ReplaySummary summary)
        {
            var id = new ReplayId((UInt128)replay);
            NodeId node = NodeId.Of(Sample.Acme, id);
            NodeVersion read = await Store.VersionAsync(node);
            ReplaySummary kept = summary.ExpiresAt == default ? summary with { ExpiresAt = Sample.Now.Plus(TimeSpan.FromDays(9)) } : summary;
            await Store.AppendAsync(Sample.Write(node, read) with { Replay = ReplayRow.Of(id, read.Number + 1, kept) });
        }
    }
}
