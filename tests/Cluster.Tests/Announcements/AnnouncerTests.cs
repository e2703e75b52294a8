using Microsoft.Extensions.Time.Testing;
using ReplayGraph.Cluster.Announcements;
using ReplayGraph.Cluster.Caches;
using ReplayGraph.Cluster.Calls;
using ReplayGraph.Cluster.Messages;
using ReplayGraph.Cluster.Store;
using ReplayGraph.Conformance;
using ReplayGraph.Conformance.Generation;

namespace ReplayGraph.Cluster.Tests.Announcements;

/// <summary>A silo that does not answer an announcement loses what it has cached, and delays the caller no longer than that takes.</summary>
public sealed class AnnouncerTests
{
    private static readonly CallOptions _options = new();

    private readonly FakeTimeProvider _time = new();
    private readonly FakeSilos _silos = new();
    private readonly Announcer<int> _announcer;

    public AnnouncerTests() => _announcer = new(new SiloCache(new MemoryStore(), _time), _silos, _time, _options);

    [Fact]
    public async Task SiloThatAnswers_IsNotRevoked()
    {
        await AnnounceAsync();

        Assert.Equal(0, _silos.Revocations);
    }

    [Fact]
    public async Task SilentSilo_IsRevoked_AndDelaysLaterAnnouncementsLess()
    {
        var never = new TaskCompletionSource();
        var end = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        (_silos.Sending, _silos.Revoking) = (() => never.Task, () => end.Task);

        Task first = AnnounceAsync();
        _time.Advance(_options.AnnouncePatience - TimeSpan.FromTicks(1));
        Assert.Equal(0, _silos.Revocations);
        _time.Advance(TimeSpan.FromTicks(1));
        end.SetResult(true);
        await first;
        Assert.Equal(1, _silos.Revocations);

        Task second = AnnounceAsync();
        _time.Advance(_options.SilentPatience);
        await second;
        Assert.Equal(2, _silos.Revocations);

        _silos.Sending = static () => Task.CompletedTask;
        await AnnounceAsync();
        _silos.Sending = () => never.Task;
        Task patient = AnnounceAsync();
        _time.Advance(_options.SilentPatience);
        Assert.False(patient.IsCompleted);
        Assert.Equal(2, _silos.Revocations);
    }

    [Fact]
    public async Task AnnouncementsOfOneMoment_ShareARevocation_ThatBeginsAfterThem()
    {
        _silos.Sending = static () => throw new TimeoutException();
        var running = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _silos.Revoking = () =>
        {
            begun.TrySetResult();
            return running.Task;
        };

        Task first = AnnounceAsync();
        await begun.Task;
        Task[] later = [AnnounceAsync(), AnnounceAsync()];
        running.SetResult(true);
        await Task.WhenAll(later.Prepend(first));

        Assert.Equal(2, _silos.Revocations);
    }

    [Fact]
    public async Task FailedRevocation_IsRetried_UntilTheSiloIsDead()
    {
        var time = new ImpatientTime();
        var announcer = new Announcer<int>(new SiloCache(new MemoryStore(), time), _silos, time, _options);
        _silos.Sending = static () => throw new TimeoutException();
        _silos.Revoking = () =>
        {
            _silos.IsDead = _silos.Revocations == 3;
            throw new InvalidOperationException("The database is away.");
        };

        await announcer.AnnounceAsync(Announcement());

        Assert.Equal(3, _silos.Revocations);
        Assert.Empty(_silos.GivenUp);
    }

    [Fact]
    public async Task SiloThatCanNeitherBeReachedNorRevoked_FailsTheCaller()
    {
        var time = new ImpatientTime();
        var announcer = new Announcer<int>(new SiloCache(new MemoryStore(), time), _silos, time, _options);
        _silos.Sending = static () => throw new TimeoutException("no answer");
        _silos.Revoking = static () => Task.FromResult(false);

        GraphException failure = await Assert.ThrowsAsync<GraphException>(() => announcer.AnnounceAsync(Announcement()).AsTask());

        Assert.True(failure.IsTransient);
        Assert.Equal([FakeSilos.Other], _silos.GivenUp);
    }

    private static Announcement Announcement() => new(World.Organization) { RequiresRedelivery = true };

    private Task AnnounceAsync() => _announcer.AnnounceAsync(Announcement()).AsTask();
}
