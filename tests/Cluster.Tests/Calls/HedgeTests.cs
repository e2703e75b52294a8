using Microsoft.Extensions.Time.Testing;
using ReplayGraph.Cluster.Calls;

namespace ReplayGraph.Cluster.Tests.Calls;

/// <summary>A read that is not answered for a while is also asked another way.</summary>
public sealed class HedgeTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly CallOptions _options = new() { HedgesAtOnce = 1 };
    private readonly TaskCompletionSource<int> _first = new(), _second = new();
    private readonly TaskCompletionSource _secondBegun = new();
    private readonly Hedge _hedge;

    public HedgeTests() => _hedge = new(_options, _time);

    [Fact]
    public async Task QuickAnswer_IsTheOnlyOne()
    {
        Task<int> answer = AskAsync();
        _time.Advance(_options.ReadPatience - TimeSpan.FromTicks(1));
        _first.SetResult(1);

        Assert.Equal(1, await answer);
        Assert.False(_secondBegun.Task.IsCompleted);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task SlowAnswer_CountsIfItIsEarlierThanTheSecond(bool isEarlier)
    {
        Task<int> answer = AskAsync();
        _time.Advance(_options.ReadPatience);
        await _secondBegun.Task;
        (isEarlier ? _first : _second).SetResult(7);

        Assert.Equal(7, await answer);
    }

    [Fact]
    public async Task TransientFailure_IsAskedAnotherWayAtOnce()
    {
        Task<int> answer = AskAsync();
        _first.SetException(new GraphException("gone", isTransient: true));
        await _secondBegun.Task;
        _second.SetResult(2);

        Assert.Equal(2, await answer);
    }

    [Fact]
    public async Task OtherFailure_IsFinal()
    {
        Task<int> answer = AskAsync();
        _first.SetException(new InvalidOperationException());

        await Assert.ThrowsAsync<InvalidOperationException>(() => answer);
        Assert.False(_secondBegun.Task.IsCompleted);
    }

    [Fact]
    public async Task EarlierFailure_LeavesTheOtherItsTime()
    {
        Task<int> answer = AskAsync();
        _time.Advance(_options.ReadPatience);
        await _secondBegun.Task;
        _second.SetException(new GraphException("busy", isTransient: true));
        Assert.False(answer.IsCompleted);
        _first.SetResult(1);

        Assert.Equal(1, await answer);
    }

    [Fact]
    public async Task BothFail_WithTheFirstFailure()
    {
        Task<int> answer = AskAsync();
        _first.SetException(new GraphException("first", isTransient: true));
        _second.SetException(new GraphException("second", isTransient: true));

        Assert.Equal("first", (await Assert.ThrowsAsync<GraphException>(() => answer)).Message);
    }

    [Fact]
    public async Task WhileAllAreSlow_NoneIsAskedAgain()
    {
        TimeSpan slow = _options.ReadPatience * 0.9;
        for (int i = 0; i < 200; i++)
        {
            var busy = new TaskCompletionSource<int>();
            Task<int> one = _hedge.AskAsync<int>(() => new(busy.Task), () => throw new InvalidOperationException()).AsTask();
            _time.Advance(slow);
            busy.SetResult(0);
            await one;
        }

        Task<int> answer = AskAsync();
        _time.Advance(slow * 8);
        Assert.False(_secondBegun.Task.IsCompleted);
        _time.Advance(slow * 4);
        await _secondBegun.Task;
        _second.SetResult(2);

        Assert.Equal(2, await answer);
    }

    [Fact]
    public async Task SecondCalls_AreLimited_AndBeginWhenOthersEnd()
    {
        var never = new TaskCompletionSource<int>();
        Task<int> occupying = _hedge.AskAsync<int>(() => new(never.Task), () => new(never.Task)).AsTask();
        _time.Advance(_options.ReadPatience);
        Task<int> waiting = AskAsync();
        _time.Advance(_options.ReadPatience);
        Assert.False(_secondBegun.Task.IsCompleted);

        never.SetResult(0);
        await occupying;
        while (!_secondBegun.Task.IsCompleted)
        {
            _time.Advance(_options.ReadPatience);
            await Task.Yield();
        }

        _second.SetResult(2);
        Assert.Equal(2, await waiting);
    }

    private Task<int> AskAsync() => _hedge.AskAsync<int>(
        () => new(_first.Task),
        () =>
        {
            _secondBegun.TrySetResult();
            return new(_second.Task);
        }).AsTask();
}
