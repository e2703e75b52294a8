using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;
using ReplayGraph.Grains.Pages;

namespace ReplayGraph.Grains.Tests.Pages;

public sealed class PageValidatorTests
{
    private readonly TimerTime _time = new();
    private readonly Silo _silo = new();
    private readonly PageValidator _validator;

    public PageValidatorTests() => _validator = new(_silo, TimeSpan.FromMilliseconds(100), _time);

    [Fact]
    public async Task Requests_ShareTheCallAfterTheRunningOne()
    {
        Task<bool> first = CheckAsync(1);
        Silo.Call running = await _silo.NextAsync();
        Task<bool>[] later = [CheckAsync(1), CheckAsync(2)];

        running.Reply.SetResult([]);
        Silo.Call next = await _silo.NextAsync();
        next.Reply.SetResult([1]);

        Assert.Equal([1], running.Tags);
        Assert.Equal([1, 2], next.Tags);
        Assert.True(await first);
        Assert.False(await later[0]);
        Assert.True(await later[1]);
    }

    [Fact]
    public async Task SlowCall_DelaysNoLaterRequest()
    {
        Task<bool> first = CheckAsync(1);
        Silo.Call slow = await _silo.NextAsync();
        _time.Advance(TimeSpan.FromMilliseconds(50));
        Task<bool> later = CheckAsync(2);

        (await _silo.NextAsync()).Reply.SetResult([]);

        Assert.True(await later);
        Assert.False(first.IsCompleted);
        slow.Reply.SetResult([1]);
        Assert.False(await first);
    }

    [Fact]
    public async Task RequestsOfTheCallAfterASlowOne_ShareTheNext()
    {
        Task<bool> first = CheckAsync(1);
        Silo.Call slow = await _silo.NextAsync();
        _time.Advance(TimeSpan.FromMilliseconds(50));
        Task<bool> second = CheckAsync(2);
        Silo.Call running = await _silo.NextAsync();
        Task<bool> third = CheckAsync(3);

        running.Reply.SetResult([]);
        (await _silo.NextAsync()).Reply.SetResult([]);

        Assert.True(await second);
        Assert.True(await third);
        slow.Reply.SetResult([]);
        Assert.True(await first);
    }

    [Fact]
    public async Task HangingCall_MakesPagesStale_AndThoseOfTheNextMoment()
    {
        Task<bool> hanging = CheckAsync(1);
        await _silo.NextAsync();

        // The deadline begins after the call has arrived.
        await _time.TimerAsync();
        _time.Advance(TimeSpan.FromMilliseconds(100));
        Assert.False(await hanging);
        Assert.False(await CheckAsync(2));

        _time.Advance(TimeSpan.FromMilliseconds(250));
        Task<bool> later = CheckAsync(3);
        (await _silo.NextAsync()).Reply.SetResult([]);
        Assert.True(await later);
    }

    [Fact]
    public async Task FailedCall_FailsItsRequests_AndNoLaterOne()
    {
        Task<bool> first = CheckAsync(1);
        Silo.Call failing = await _silo.NextAsync();
        Task<bool> later = CheckAsync(2);

        failing.Reply.SetException(new TimeoutException());
        (await _silo.NextAsync()).Reply.SetResult([]);

        await Assert.ThrowsAsync<TimeoutException>(() => first);
        Assert.True(await later);
    }

    private Task<bool> CheckAsync(long tag) => _validator.IsCurrentAsync(tag).AsTask();

    private sealed class TimerTime : FakeTimeProvider
    {
        private readonly SemaphoreSlim _created = new(0);

        /// <summary>Waits for the next timer.</summary>
        internal Task TimerAsync() => _created.WaitAsync();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            ITimer timer = base.CreateTimer(callback, state, dueTime, period);
            _created.Release();
            return timer;
        }
    }

    private sealed class Silo : IPageGrain
    {
        private readonly Channel<Call> _calls = Channel.CreateUnbounded<Call>();

        internal ValueTask<Call> NextAsync() => _calls.Reader.ReadAsync();

        public ValueTask<long[]> StaleAsync(long[] tags)
        {
            var call = new Call(tags);
            Assert.True(_calls.Writer.TryWrite(call));
            return new(call.Reply.Task);
        }

        internal sealed record Call(long[] Tags)
        {
            internal TaskCompletionSource<long[]> Reply { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }
}
