using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using ReplayGraph.Cluster.Leases;
using ReplayGraph.Conformance;
using ReplayGraph.Conformance.Generation;
using ReplayGraph.Facts;
using ReplayGraph.Silo.Health;
using ReplayGraph.Silo.Options;
using ReplayGraph.Silo.Tests.Spools;
using ReplayGraph.Spooling;

namespace ReplayGraph.Silo.Tests.Health;

public sealed class ClusterHealthTests
{
    private readonly FakeTimeProvider _time = new();
    private bool _answers = true;

    [Fact]
    public async Task OneLateAnswerIsNoReason()
    {
        Pulse pulse = Pulse();
        var health = new ClusterHealth(null, null, [pulse], Drain());
        await pulse.BeatAsync(CancellationToken.None);
        _answers = false;
        _time.Advance(TimeSpan.FromSeconds(3));
        await pulse.BeatAsync(CancellationToken.None);
        Assert.Null(health.NotReady);
        _time.Advance(TimeSpan.FromSeconds(10));
        await pulse.BeatAsync(CancellationToken.None);
        Assert.Equal("The store does not answer; see the log.", health.NotReady);
        _answers = true;
        await pulse.BeatAsync(CancellationToken.None);
        Assert.Null(health.NotReady);
    }

    [Fact]
    public async Task AStopMakesItNotReadyFirst()
    {
        Drain drain = Drain();
        var health = new ClusterHealth(null, null, [], drain);
        Assert.Null(health.NotReady);
        Task stopping = drain.StoppingAsync(CancellationToken.None);
        Assert.Equal("The process is stopping.", health.NotReady);
        await stopping;
    }

    [Fact]
    public void ASiloWithoutItsLeaseIsNotReady()
    {
        var lease = new GivenLease();
        var health = new ClusterHealth(null, lease, [], Drain());
        Assert.Null(health.NotReady);
        lease.IsHeld = false;
        Assert.StartsWith("The silo's lease has expired", health.NotReady, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ASpoolWithRoomMakesUpForTheCluster()
    {
        string folder = Directory.CreateTempSubdirectory("replaygraph-spool-").FullName;
        await using (Spool spool = Spool.Open(
            new() { Folder = folder, MaxBytes = 1000 },
            (_, _, _) => throw new GraphException("away", isTransient: true),
            _time,
            new RecordedSpoolLog()))
        {
            var health = new ClusterHealth(null, new GivenLease { IsHeld = false }, [], Drain(), spool);
            Assert.Null(health.NotReady);
            Assert.Null(await spool.IngestAsync(OrganizationId.Default, Batches.Of(Make.Error(1))));
            Assert.Null(health.NotReady);
            await Assert.ThrowsAsync<SpoolFullException>(async () => await spool.IngestAsync(
                OrganizationId.Default, Batches.Of(Enumerable.Range(1, 100).Select(id => (IFact)Make.Error(id)))));
            Assert.StartsWith("The silo's lease has expired", health.NotReady, StringComparison.Ordinal);
        }

        Directory.Delete(folder, recursive: true);
    }

    private static Drain Drain() => new(new ClusterSettings { DrainSeconds = 60 }, new ImpatientTime());

    private Pulse Pulse() => new(
        "The store",
        "The store at its address",
        _ => _answers ? Task.CompletedTask : Task.FromException(new InvalidOperationException("gone")),
        Task.CompletedTask,
        _time,
        NullLogger<Pulse>.Instance);

    private sealed class GivenLease : ILease
    {
        public bool IsHeld { get; set; } = true;

        public bool IsFresh => IsHeld;

        public ValueTask WaitUntilFreshAsync(CancellationToken cancel = default) => default;
    }
}
