using Microsoft.Extensions.Time.Testing;
using ReplayGraph.Cluster.Caches;
using ReplayGraph.Cluster.Links;
using ReplayGraph.Cluster.Messages;
using ReplayGraph.Cluster.Store;
using ReplayGraph.LocalCluster;
using ReplayGraph.StoreSpec;

namespace ReplayGraph.Cluster.Tests.Replays;

/// <summary>Cached rows of replays are never older than announced ones, in any order of events.</summary>
public sealed class ReplayMemoryTests
{
    private static readonly ReplayId _id = new(1);
    private readonly FaultyStore _store = new(new MemoryStore());
    private readonly SiloCache _memory;
    private int _reads;

    public ReplayMemoryTests()
    {
        _memory = new(_store, new FakeTimeProvider(Sample.Now.ToDate()));
        WhileReading(() => { });
    }

    [Fact]
    public async Task AnnouncedWhileItIsRead_AndNotStoredYet_IsKnown()
    {
        WhileReading(() => Announce(version: 1));

        Assert.Equal(1, await VersionAsync());
        Assert.Equal(1, await VersionAsync());
        Assert.Equal(1, _reads);
    }

    [Fact]
    public async Task AnnouncedWhileAnOlderOneIsRead_IsTheNewer()
    {
        await _store.AppendAsync(Sample.Write(Sample.Replay(1), new(0, 1), 1) with { Replay = Sample.Row(1, 1, 1) });
        WhileReading(() => Announce(version: 2));

        Assert.Equal(2, await VersionAsync());
        Assert.Equal(2, await VersionAsync());
    }

    [Fact]
    public async Task OvertakenAnnouncement_WhileAnotherReplayIsRead_IsIgnored()
    {
        await _store.AppendAsync(Sample.Write(Sample.Replay(1), new(0, 1), 1) with { Replay = Sample.Row(1, 2, 1) });
        Announce(version: 2);
        WhileReading(() => Announce(version: 1));
        await _memory.ReplaysAsync(Sample.Acme, [new ReplayId(2)]);
        WhileReading(() => { });

        Assert.Equal(2, await VersionAsync());
    }

    [Fact]
    public async Task ForgottenWhileItIsRead_IsReadAgain()
    {
        await _store.AppendAsync(Sample.Write(Sample.Replay(1), new(0, 1), 1) with { Replay = Sample.Row(1, 1, 1) });
        WhileReading(_memory.Forget);
        Assert.Equal(1, await VersionAsync());
        await _store.AppendAsync(Sample.Write(Sample.Replay(1), new(1, 1), 1) with { Replay = Sample.Row(1, 2, 1) });
        WhileReading(() => { });

        Assert.Equal(2, await VersionAsync());
        Assert.Equal(2, _reads);
    }

    [Fact]
    public async Task NotStored_IsRemembered_UntilItIsAnnounced()
    {
        Assert.Equal(0, await VersionAsync());
        var watch = new ReplayWatch(_memory.Changes, [_id]);
        Announce(version: 1);

        Assert.Equal(1, await VersionAsync());
        Assert.Equal(1, _reads);
        Assert.True(watch.HasChanged);
    }

    private void Announce(long version)
    {
        ValueTask applied = _memory.ApplyAsync(new Announcement(Sample.Acme) { Replays = [Sample.Row(1, version, 1)] });
        Assert.True(applied.IsCompletedSuccessfully);
    }

    private void WhileReading(Action action) => _store.Reading = () =>
    {
        _reads++;
        action();
        return Fault.None;
    };

    private async Task<long> VersionAsync() => (await _memory.ReplaysAsync(Sample.Acme, [_id]))[0].Version;
}
