using Microsoft.Extensions.Time.Testing;
using ReplayGraph.Cluster.Caches;
using ReplayGraph.Cluster.Messages;
using ReplayGraph.Cluster.Store;
using ReplayGraph.LocalCluster;
using ReplayGraph.StoreSpec;

namespace ReplayGraph.Cluster.Tests.Caches;

/// <summary>What a silo caches of all organizations stays within one budget, and eviction never brings back what is older.</summary>
public sealed class EvictionTests
{
    private const int FewRows = 4;

    private static readonly long _rowBytes = CachedReplay.BytesOf(Sample.Row(1, 1, 1));

    private readonly FaultyStore _store = new(new MemoryStore());
    private readonly SiloCache _cache;
    private int _reads;

    public EvictionTests()
    {
        _cache = new(
            _store, new FakeTimeProvider(Sample.Now.ToDate()), capacity: (2 * OrganizationCache.Overhead) + (FewRows * _rowBytes));
        WhileReading(() => { });
    }

    [Fact]
    public async Task LeastRecentlyUsedRows_AreEvicted()
    {
        for (ulong id = 1; id <= 3; id++)
        {
            await StoreAsync(id, version: 1);
            await VersionAsync(id);
        }

        for (ulong id = 4; id <= 40; id++)
        {
            await VersionAsync(1);
            await StoreAsync(id, version: 1);
            await VersionAsync(id);
        }

        int before = _reads;
        await VersionAsync(1);
        Assert.Equal(before, _reads);
        await VersionAsync(2);
        Assert.Equal(before + 1, _reads);
        Assert.InRange(_cache.Bytes, 1, _cache.Capacity);
        Assert.True(_cache.Evictions > 0);
    }

    [Fact]
    public async Task UnusedOrganizations_AreEvicted()
    {
        OrganizationCache first = _cache.Of(Sample.Acme);
        await _cache.OrganizationAsync(Sample.Acme);
        for (int i = 0; i < 100; i++)
        {
            await _cache.OrganizationAsync(OrganizationId.Parse($"organization-{i}"));
        }

        Assert.True(first.IsClosed);
        Assert.NotSame(first, _cache.Of(Sample.Acme));
        Assert.InRange(_cache.Bytes, 1, _cache.Capacity);
    }

    [Fact]
    public async Task EvictedWhileAnotherCallReadsIt_AndChangedBefore_IsNotCachedAsItWas()
    {
        await StoreAsync(1, version: 1);
        Task<long>? inner = null;
        WhileReadingOnce(() =>
        {
            // The other call has read version 1 and is not done. Meanwhile the row is cached, changes, and is evicted.
            inner = VersionAsync(1);
            _cache.ApplyAsync(new Announcement(Sample.Acme) { Replays = [Sample.Row(1, 2, 1)] }).AsTask().Wait();
            EvictRows();
        }, after: true);

        await VersionAsync(1);

        Assert.Equal(1, await inner!);
        Assert.Equal(2, await VersionAsync(1));
    }

    [Fact]
    public async Task EvictedOrganization_AnswersCallersThatHoldIt_AndCachesNothing()
    {
        await StoreAsync(1, version: 1);
        OrganizationCache held = _cache.Of(Sample.Acme);
        held.Evict();
        Assert.Equal(1, (await held.Replays.RowsAsync([new(1)], CancellationToken.None))[0].Version);

        await StoreAsync(1, version: 2);

        Assert.Equal(2, (await held.Replays.RowsAsync([new(1)], CancellationToken.None))[0].Version);
    }

    [Fact]
    public async Task EvictedOrganization_WhileItIsRead_IsNotCached()
    {
        await StoreAsync(1, version: 1);
        WhileReadingOnce(_cache.Of(Sample.Acme).Evict, after: false);
        Assert.Equal(1, await VersionAsync(1));

        await StoreAsync(1, version: 2);
        await _cache.ApplyAsync(new Announcement(Sample.Acme) { Replays = [Sample.Row(1, 2, 1)] });

        Assert.Equal(2, await VersionAsync(1));
    }

    // Evicts every row, by adding others.
    private void EvictRows()
    {
        for (ulong id = 100; id < 100 + (3 * FewRows); id++)
        {
            Assert.True(VersionAsync(id).IsCompletedSuccessfully);
        }
    }

    private async Task StoreAsync(ulong id, long version) => await _store.AppendAsync(
        Sample.Write(Sample.Replay(id), new(version - 1, (int)Math.Min(version - 1, 1)), 1) with { Replay = Sample.Row(id, version, 1) });

    private void WhileReading(Action action) => _store.Reading = () =>
    {
        _reads++;
        action();
        return Fault.None;
    };

    private void WhileReadingOnce(Action action, bool after)
    {
        bool isDone = false;
        Action once = () =>
        {
            if (!isDone)
            {
                isDone = true;
                action();
            }
        };
        WhileReading(after ? () => { } : once);
        _store.HasRead = after ? once : () => { };
    }

    private async Task<long> VersionAsync(ulong id) => (await _cache.ReplaysAsync(Sample.Acme, [new ReplayId(id)]))[0].Version;
}
