using System.Globalization;
using ReplayGraph.Cluster.Caches;
using ReplayGraph.Conformance;
using ReplayGraph.Conformance.Generation;
using Xunit.Abstractions;

namespace ReplayGraph.Cluster.Tests.Caches;

/// <summary>The memory that a cache takes is what it estimates, and stays within its capacity.</summary>
[Collection(nameof(Memory))]
public sealed class CacheMemoryTests(ITestOutputHelper output)
{
    private const int EachOrganization = 100;

    // The bytes of everything that the tests themselves allocate and keep.
    private const long Slack = 1 << 20;

    private static readonly int _scale =
        int.Parse(Environment.GetEnvironmentVariable("REPLAYGRAPH_CACHE_SCALE") ?? "1", CultureInfo.InvariantCulture);

    [Fact]
    public async Task ManyOrganizations_TakeWhatIsEstimated()
    {
        // At scale 20: 10,000 organizations of 100 replays.
        (SiloCache cache, long taken) = await FillAsync(SiloCache.DefaultCapacity, organizations: 500 * _scale, EachOrganization);

        Assert.Equal(0, cache.Evictions);
        AssertNear(cache.Bytes, taken);
    }

    [Fact]
    public async Task OneLargeOrganization_StaysWithinTheCapacity()
    {
        // At scale 20: an organization of 10,000,000 replays.
        const long capacity = 24 << 20;
        (SiloCache cache, long taken) = await FillAsync(capacity * _scale, organizations: 1, 500_000 * _scale);

        Assert.InRange(cache.Bytes, capacity * _scale * 9 / 10, capacity * _scale);
        AssertNear(cache.Bytes, taken);
    }

    public static TheoryData<string> RareFacts => ["merges", "deletions of events", "moves", "deletions of replays"];

    [Theory]
    [MemberData(nameof(RareFacts))]
    public void RareFacts_TakeWhatIsEstimated(string kind)
    {
        const int count = 100_000;
        ReadOnlyMemory<byte>[] facts = [.. Enumerable.Range(1, count).Select(i => kind switch
        {
            "merges" => Batches.Of(Make.Merge([2 * i], (2 * i) + 1)),
            "deletions of events" => Batches.Of(Make.DeleteEvents([i])),
            "moves" => Batches.Of(Make.Move([i], 7)),
            _ => Batches.Of(Make.DeleteReplay(i)),
        }).Select(batch => batch.Bytes)];
        long before = Settled();
        var kept = new OrganizationFacts();
        Array.ForEach(facts, fact => kept.Take(fact));

        AssertNear(kept.Bytes, Settled() - before);
        GC.KeepAlive(facts);
    }

    // What earlier tests left is finalized first, and freed by a later collection.
    private static long Settled()
    {
        long memory = long.MaxValue;
        for (long next = GC.GetTotalMemory(forceFullCollection: true); next < memory; next = GC.GetTotalMemory(forceFullCollection: true))
        {
            memory = next;
            GC.WaitForPendingFinalizers();
        }

        return memory;
    }

    private void AssertNear(long estimate, long taken)
    {
        output.WriteLine($"{estimate:N0} bytes estimated, {taken:N0} taken");
        Assert.True(estimate > 0.8 * (taken - Slack) && estimate < 1.2 * (taken + Slack), $"{estimate:N0} bytes estimated, {taken:N0} taken");
    }

    private static async Task<(SiloCache Cache, long Taken)> FillAsync(long capacity, int organizations, int replays)
    {
        var store = new GeneratedReplays();
        long before = Settled();
        var cache = new SiloCache(store, TimeProvider.System, capacity: capacity);
        for (int i = 0; i < organizations; i++)
        {
            var organization = OrganizationId.Parse($"organization-{i}");
            await cache.OrganizationAsync(organization);
            for (int first = 0; first < replays; first += 1000)
            {
                IEnumerable<int> ids = Enumerable.Range(first, Math.Min(1000, replays - first));
                await cache.ReplaysAsync(organization, [.. ids.Select(id => new ReplayId((UInt128)(1 + id)))]);
            }
        }

        return (cache, Settled() - before);
    }
}

/// <summary>Measures the memory of the process, so nothing else runs meanwhile.</summary>
[CollectionDefinition(nameof(Memory), DisableParallelization = true)]
public sealed class Memory;
