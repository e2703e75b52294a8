using Microsoft.Extensions.Time.Testing;
using ReplayGraph.Cluster.Caches;
using ReplayGraph.Cluster.Coverages;
using ReplayGraph.Cluster.Lookups;
using ReplayGraph.Cluster.Store;
using ReplayGraph.Conformance;
using ReplayGraph.Conformance.Generation;
using ReplayGraph.Facts;
using ReplayGraph.LocalCluster;
using ReplayGraph.Queries;

namespace ReplayGraph.Cluster.Tests.Coverages;

/// <summary>A replica on one silo follows what another one writes.</summary>
public sealed class CoverageReplicaTests : IDisposable
{
    private readonly FakeTimeProvider _time = new(World.Now.ToDate());
    private readonly FaultyStore _store = new(new MemoryStore());
    private readonly LocalGraph _graph;
    private readonly CoverageReplica _replica;

    public CoverageReplicaTests()
        : this(20_000, 100)
    {
    }

    private CoverageReplicaTests(int filterAt, int examplesAtOnce) => (_graph, _replica) = (
        new(_store, _time), new(World.Organization, NewContext() with { CoverageFilterAt = filterAt, ExamplesAtOnce = examplesAtOnce }));

    public void Dispose() => _replica.Dispose();

    /// <summary>The sums are those of a scan after each batch, whatever changed, and whenever it expires.</summary>
    [Theory]
    [InlineData(0, 20_000, 100)]
    [InlineData(1, 20_000, 1)]
    [InlineData(2, 20_000, 2)]
    [InlineData(0, 0, 1)]
    [InlineData(1, 1, 1)]
    public async Task Traces_AddUpToAScan(int kind, int filterAt, int examplesAtOnce)
    {
        for (int seed = 1; seed <= 20; seed++)
        {
            using var one = new CoverageReplicaTests(filterAt, examplesAtOnce);
            Deck deck = kind switch
            {
                0 => Deck.Draw(seed, 80),
                1 => Deck.DrawHot(seed, 80),
                _ => Deck.DrawWide(seed, 80),
            };
            await one.FollowAsync(deck, new Random(seed));
        }
    }

    [Fact]
    public async Task FailedRead_LosesNoChange()
    {
        int reads = 0;
        await _graph.IngestAsync(World.Organization, Batches.Of([Make.Error(1, 10, trace: 1), Make.Error(2, 10, trace: 2)]));
        Assert.Equal(2, Assert.Single(await RowsAsync(new())).Unseen);
        await _graph.IngestAsync(World.Organization, Batches.Of([Make.Segment(1, 0, [1], []), Make.DeleteEvents([2])]));

        // The reads fail in turn, the first one first, until none does.
        for (int failing = 1; ; failing++)
        {
            (reads, int fails) = (0, failing);
            _store.Reading = () => ++reads == fails ? Fault.Before : Fault.None;
            try
            {
                CoverageRow row = Assert.Single(await RowsAsync(new()));
                Assert.Equal((1, 1), (row.Total, row.Linked));
                break;
            }
            catch (GraphException e) when (e.IsTransient)
            {
                Assert.InRange(failing, 1, 20);
            }
        }

        Assert.InRange(reads, 3, 20);
    }

    [Fact]
    public async Task CallerThatLeaves_DoesNotStopTheCount()
    {
        await _graph.IngestAsync(World.Organization, Batches.Of([Make.Error(1, 10, trace: 1)]));
        var loads = new TaskCompletionSource();
        _store.Loading = loads.Task;
        using var left = new CancellationTokenSource();
        Task<IReadOnlyList<CoverageRow>> first = RowsAsync(new(), left.Token);
        await left.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);

        // The next one reads nothing: it waits for the count that goes on.
        int reads = 0;
        _store.Reading = () =>
        {
            reads++;
            return Fault.None;
        };
        Task<IReadOnlyList<CoverageRow>> next = RowsAsync(new());
        Assert.Equal((0, false), (reads, next.IsCompleted));
        loads.SetResult();
        Assert.Equal(1, Assert.Single(await next).Unseen);
    }

    [Fact]
    public async Task LatestEvents_AreReadFromTheLatestTraces()
    {
        await _graph.IngestAsync(
            World.Organization, Batches.Of([.. Enumerable.Range(1, 2_000).Select(i => Make.Error(i, 10, trace: i, at: -i))]));
        await RowsAsync(new());
        int reads = 0;
        _store.Reading = () =>
        {
            reads++;
            return Fault.None;
        };

        IReadOnlyList<EventView> events = (await _replica.EventsAsync(new(), Outcome.Unseen, 2))!;

        Assert.Equal([World.Event(1), World.Event(2)], events.Select(one => one.EventId));

        // The changes, and what 100 of the traces need.
        Assert.InRange(reads, 1, 6);
    }

    [Fact]
    public async Task LargeOrganization_IsNotKept()
    {
        await _graph.IngestAsync(World.Organization, Batches.Of([.. Enumerable.Range(1, 100).Select(i => Make.Error(i, 10, trace: i))]));
        NodeContext context = NewContext(capacity: 10_000);
        using var replica = new CoverageReplica(World.Organization, context);
        Assert.Null(await replica.RowsAsync(new()));
        Assert.Null(await replica.EventsAsync(new(), Outcome.Unseen, 1));
        Assert.InRange(context.Cache.Bytes, 0, 10_000);
    }

    [Fact]
    public async Task Memory_IsCharged_UntilItIsDisposed()
    {
        await _graph.IngestAsync(World.Organization, Batches.Of([.. Enumerable.Range(1, 100).Select(i => Make.Error(i, 10, trace: i))]));
        NodeContext context = NewContext();
        var replica = new CoverageReplica(World.Organization, context);
        await replica.RowsAsync(new());
        long kept = context.Cache.Bytes;
        replica.Dispose();
        Assert.InRange(kept - context.Cache.Bytes, 6_000, 10_000);
    }

    private async Task FollowAsync(Deck deck, Random random)
    {
        foreach (FactBatch batch in deck.Batches(deck.Seed))
        {
            await _graph.IngestAsync(World.Organization, batch);
            _time.Advance(random.Next(8) == 0 ? TimeSpan.FromDays(random.Next(1, 30)) : TimeSpan.FromMilliseconds(random.Next(2)));
            if (random.Next(3) == 0)
            {
                foreach (CoverageQuery query in new QueryDraw(random).KeptCoverage())
                {
                    var scan = new Answers(NewContext(), new StoredNodes(NewContext()));
                    IReadOnlyList<CoverageRow> expected = await scan.CoverageAsync(World.Organization, query);
                    Assert.True(expected.SequenceEqual(await RowsAsync(query)), $"seed {deck.Seed}, {query}");
                    var outcome = (Outcome)random.Next((int)Outcome.Linked, (int)Outcome.Unnamed + 1);
                    int limit = random.Next(1, 5);
                    IReadOnlyList<EventView> latest = await scan.CoverageEventsAsync(World.Organization, query, outcome, limit);
                    Assert.True(latest.SequenceEqual((await _replica.EventsAsync(query, outcome, limit))!), $"seed {deck.Seed}, {outcome}, {query}");
                }
            }
        }
    }

    private async Task<IReadOnlyList<CoverageRow>> RowsAsync(CoverageQuery query, CancellationToken cancel = default) =>
        (await _replica.RowsAsync(query, cancel))!;

    private NodeContext NewContext(long capacity = SiloCache.DefaultCapacity) =>
        new(_store, new SiloCache(_store, _time, capacity: capacity), _time, TimeSpan.FromDays(90));
}
