using Microsoft.Extensions.Options;
using ReplayGraph.Cluster;
using ReplayGraph.Cluster.Caches;
using ReplayGraph.Cluster.Calls;
using ReplayGraph.Cluster.Messages;
using ReplayGraph.Cluster.Store;
using ReplayGraph.Conformance;
using ReplayGraph.Conformance.Generation;
using ReplayGraph.Grains.Announcements;

namespace ReplayGraph.Grains.Tests.Announcements;

/// <summary>Which silos receive announcements, and what happens if one cannot be reached.</summary>
public sealed class AnnouncerTests
{
    private readonly FakeMembership _membership = new();
    private readonly FakeServices _services = new();
    private readonly Audience _audience;
    private readonly NodeContext _context;
    private readonly GrainAnnouncer _announcer;

    public AnnouncerTests()
    {
        var store = new MemoryStore();
        _context = new(store, new SiloCache(store, TimeProvider.System), TimeProvider.System, TimeSpan.FromDays(90));
        _audience = new(_membership);
        // Only the pauses between attempts pass at once.
        var options = new CallOptions { AnnouncePatience = Timeout.InfiniteTimeSpan, SilentPatience = Timeout.InfiniteTimeSpan };
        _announcer = new(_context, _audience, _services, new FakeSelf(), new ImpatientTime(), Options.Create(options));
        _membership[0] = SiloStatus.Active;
    }

    [Fact]
    public async Task SiloThatMayAnswerCallers_IsNotified()
    {
        _membership[1] = SiloStatus.Active;
        _membership[2] = SiloStatus.ShuttingDown;
        _membership[3] = SiloStatus.Stopping;
        _membership[4] = SiloStatus.Joining;
        _membership[5] = SiloStatus.Dead;
        int before = _context.Cache.Redelivery.Epoch;

        await AnnounceAsync();

        Assert.Equal([1, 2, 3], Notified());
        Assert.Equal(before + 1, _context.Cache.Redelivery.Epoch);
    }

    [Fact]
    public async Task JoiningSilo_IsNotifiedFromItsGreetingOn()
    {
        _membership[4] = SiloStatus.Joining;
        await _audience.GreetAsync(FakeMembership.Address(4), new(1), CancellationToken.None);

        await AnnounceAsync();

        Assert.Equal([4], Notified());
    }

    [Fact]
    public async Task UnreachableSilo_IsRetried()
    {
        _membership[1] = SiloStatus.Active;
        int calls = 0;
        _services.Accepting = _ => FailIf(++calls < 5);

        await AnnounceAsync();

        Assert.Equal([1], Notified());
        Assert.Equal(5, calls);
    }

    [Fact]
    public async Task DeadSilo_IsSkipped()
    {
        _membership[1] = SiloStatus.Active;
        _membership[2] = SiloStatus.Active;
        int calls = 0;
        _services.Accepting = silo =>
        {
            if (silo.Equals(FakeMembership.Address(1)))
            {
                _membership[1] = ++calls < 3 ? SiloStatus.Active : SiloStatus.Dead;
                FailIf(true);
            }
        };

        await AnnounceAsync();

        Assert.Equal([2], Notified());
        Assert.Equal(3, calls);
    }

    [Fact]
    public async Task LiveButUnreachableSilo_FailsTheCaller()
    {
        _membership[1] = SiloStatus.Active;
        _services.Accepting = _ => FailIf(true);

        GraphException failure = await Assert.ThrowsAsync<GraphException>(AnnounceAsync);

        Assert.True(failure.IsTransient);
        Assert.Contains(FakeMembership.Address(1).ToString(), failure.Message, StringComparison.Ordinal);
        Assert.Empty(_membership.Killed);
    }

    [Fact]
    public async Task SiloThatGreetedAndNeverBecameActive_IsDeclaredDead()
    {
        _membership[4] = SiloStatus.Joining;
        await _audience.GreetAsync(FakeMembership.Address(4), new(1), CancellationToken.None);
        _services.Accepting = _ => FailIf(true);

        await Assert.ThrowsAsync<GraphException>(AnnounceAsync);
        await AnnounceAsync();

        Assert.Equal([FakeMembership.Address(4)], _membership.Killed);
    }

    private static void FailIf(bool fails)
    {
        if (fails)
        {
            throw new SiloUnavailableException("unreachable");
        }
    }

    private async Task AnnounceAsync() =>
        await _announcer.AnnounceAsync(new Announcement(World.Organization) { RequiresRedelivery = true }, CancellationToken.None);

    private IEnumerable<int> Notified() => _services.Accepted.Select(silo => silo.Endpoint.Port - 1000).Order();
}
