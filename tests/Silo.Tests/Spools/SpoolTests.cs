using ReplayGraph.Embedded.Journal;
using ReplayGraph.Spooling;

namespace ReplayGraph.Silo.Tests.Spools;

/// <summary>What a spool accepts, and when and in which order it delivers.</summary>
public sealed class SpoolTests : IAsyncLifetime
{
    private readonly SpoolFixture _spool = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _spool.DisposeAsync();

    [Fact]
    public async Task While_the_graph_answers_nothing_is_spooled()
    {
        _spool.ComeBack();
        _spool.Open();
        int writes = _spool.Storage.Writes;
        Assert.True(await _spool.SendAsync(1, 2));
        Assert.Equal([1, 2], _spool.Delivered.Select(one => one.Fact));
        Assert.Equal((0, TimeSpan.Zero, null), (_spool.Spool.Bytes, _spool.Spool.OldestAge, _spool.Spool.Refusing));
        Assert.Equal(writes, _spool.Storage.Writes);
        Assert.Empty(_spool.Log.Lines);
    }

    [Fact]
    public async Task Facts_are_delivered_in_order_of_arrival_once_the_graph_is_back()
    {
        _spool.Open();
        Assert.False(await _spool.SendAsync(1));
        Assert.False(await _spool.SendAsync(SpoolFixture.Umbrella, 1));
        Assert.False(await _spool.SendAsync(2, 3));
        Assert.True(_spool.Spool.Bytes > 0);
        Assert.Equal(4, await _spool.CatchUpAsync());
        Assert.Equal([1, 2, 3], FactsOf(SpoolFixture.Acme));
        Assert.Equal([1], FactsOf(SpoolFixture.Umbrella));
        Assert.Equal(["away: away", "caught up"], _spool.Log.Lines.Except(["retries: away"]));
        Assert.Equal(new SpoolCounts(4, 4, 0, 0, 0), _spool.Spool.Counts);
        Assert.Equal((0, TimeSpan.Zero), (_spool.Spool.Bytes, _spool.Spool.OldestAge));
        Assert.True(await _spool.SendAsync(4));
    }

    [Fact]
    public async Task While_something_waits_later_facts_wait_behind_it()
    {
        _spool.Open();
        await _spool.SendAsync(1);
        var delivering = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var mayGoOn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await _spool.ChangeInPauseAsync(async (_, _, cancel) =>
        {
            delivering.TrySetResult();
            await mayGoOn.Task.WaitAsync(cancel);
        });
        await delivering.Task;
        Assert.False(await _spool.SendAsync(2));
        mayGoOn.SetResult();
        await _spool.Log.CaughtUpAsync();
        Assert.Equal([1, 2], FactsOf(SpoolFixture.Acme));
    }

    [Fact]
    public async Task Pauses_grow_while_the_graph_is_away()
    {
        _spool.Open();
        await _spool.SendAsync(1);
        foreach (double pause in (double[])[0.5, 1, 2, 4, 8, 10, 10])
        {
            await _spool.PassPauseAsync(pause);
        }

        Assert.Equal(TimeSpan.FromSeconds(35.5), _spool.Spool.OldestAge);
        Assert.Equal(["away: away", "retries: away"], _spool.Log.Lines);
    }

    [Fact]
    public async Task A_graph_that_does_not_answer_is_away()
    {
        _spool.Graph = async (_, _, cancel) => await Task.Delay(Timeout.InfiniteTimeSpan, _spool.Time, cancel);
        _spool.Open();
        Task<bool> sent = _spool.SendAsync(1);
        await _spool.PassPauseAsync(5);
        Assert.False(await sent);
        Assert.Equal("away: no answer within 5 s", _spool.Log.Lines.First());
    }

    [Fact]
    public async Task A_rejection_is_answered_and_not_spooled()
    {
        _spool.Graph = (_, _, _) => throw new GraphException("closed", isTransient: false);
        _spool.Open();
        GraphException e = await Assert.ThrowsAsync<GraphException>(() => _spool.SendAsync(1));
        Assert.False(e.IsTransient);
        Assert.Equal(0, _spool.Spool.Bytes);
    }

    [Fact]
    public async Task What_the_graph_rejects_holds_up_nothing_else()
    {
        _spool.Open();
        await _spool.SendAsync(1);
        await _spool.SendAsync(2);
        await _spool.SendAsync(3);
        await _spool.ChangeInPauseAsync(
            (_, facts, _) => facts.Contains(2) ? throw new GraphException("poison", isTransient: false) : default);
        await _spool.Log.CaughtUpAsync();
        Assert.Equal([1, 3], FactsOf(SpoolFixture.Acme));
        Assert.Contains("rejected: acme, 1", _spool.Log.Lines);
        Assert.Equal(1, _spool.Spool.Counts.Rejected);
    }

    [Fact]
    public async Task A_full_spool_rejects_and_says_so_once()
    {
        _spool.Open(maxBytes: 1000);
        int sent = 0;
        await Assert.ThrowsAsync<SpoolFullException>(async () =>
        {
            for (; sent < 1000; sent++)
            {
                await _spool.SendAsync(sent + 1);
            }
        });
        await Assert.ThrowsAsync<SpoolFullException>(() => _spool.SendAsync(500));
        Assert.InRange(sent, 2, 30);
        Assert.NotNull(_spool.Spool.Refusing);
        Assert.Single(_spool.Log.Lines, "full");
        Assert.Equal(2, _spool.Spool.Counts.Refused);
        await _spool.CatchUpAsync();
        Assert.Equal(Enumerable.Range(1, sent), FactsOf(SpoolFixture.Acme));
        Assert.Null(_spool.Spool.Refusing);
    }

    [Fact]
    public async Task What_waits_too_long_is_dropped_and_the_rest_is_not()
    {
        _spool.Open();
        await _spool.SendAsync(1, 2);
        await _spool.CloseAsync();
        _spool.Time.Advance(TimeSpan.FromHours(71));
        _spool.Open();
        await _spool.SendAsync(3);
        await _spool.CloseAsync();
        _spool.Time.Advance(TimeSpan.FromHours(2));
        _spool.Open();
        await _spool.CatchUpAsync();
        Assert.Equal([3], FactsOf(SpoolFixture.Acme));
        Assert.Contains("too old: 2", _spool.Log.Lines);
        Assert.Equal(2, _spool.Spool.Counts.TooOld);
    }

    [Fact]
    public async Task What_is_too_old_is_dropped_while_the_graph_is_away()
    {
        _spool.Open();
        await _spool.SendAsync(1);
        _spool.Time.Advance(TimeSpan.FromHours(73));
        await _spool.Log.CaughtUpAsync();
        Assert.Equal((0, 1), (_spool.Spool.Bytes, _spool.Spool.Counts.TooOld));
    }

    [Fact]
    public async Task A_disk_that_cannot_be_written_acknowledges_nothing()
    {
        _spool.Open();
        _spool.Storage.Room = 10;
        GraphException e = await Assert.ThrowsAsync<GraphException>(() => _spool.SendAsync(1));
        Assert.True(e.IsTransient);
        await Assert.ThrowsAsync<GraphException>(() => _spool.SendAsync(2));
        Assert.Single(_spool.Log.Lines, "failed");
        _spool.Storage.Room = long.MaxValue;
        Assert.False(await _spool.SendAsync(3));
        await _spool.CatchUpAsync();
        Assert.Equal([3], FactsOf(SpoolFixture.Acme));
    }

    [Fact]
    public async Task A_segment_that_cannot_be_deleted_holds_up_nothing()
    {
        _spool.Open(segmentBytes: 1024);
        for (int fact = 1; fact <= 3; fact++)
        {
            await _spool.SendAsync([.. Enumerable.Repeat(fact, 20)]);
        }

        _spool.Storage.DeleteFails = true;
        await _spool.CatchUpAsync();
        Assert.Equal([1, 2, 3], FactsOf(SpoolFixture.Acme).Distinct());
        Assert.Equal(0, _spool.Spool.Bytes);
        await _spool.CloseAsync();

        // The next process delivers them again, and deletes them.
        _spool.Storage.DeleteFails = false;
        _spool.Open(segmentBytes: 1024);
        Assert.Equal(60, await _spool.CatchUpAsync());
        Assert.Single(_spool.Storage.List(_spool.Folder), file => file.EndsWith(".log", StringComparison.Ordinal));
    }

    [Fact]
    public void Two_processes_cannot_share_a_folder()
    {
        _spool.Open();
        Assert.Throws<DataFolderInUseException>(() => DiskStorage.Instance.Hold(_spool.Folder));
    }

    private IEnumerable<int> FactsOf(OrganizationId organization) =>
        _spool.Delivered.Where(one => one.Organization == organization).Select(one => one.Fact);
}
