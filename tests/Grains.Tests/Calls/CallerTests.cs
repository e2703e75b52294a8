using Microsoft.Extensions.Options;
using ReplayGraph.Cluster.Calls;
using ReplayGraph.Cluster.Ids;
using ReplayGraph.Conformance;
using ReplayGraph.Conformance.Generation;
using ReplayGraph.Grains.Calls;

namespace ReplayGraph.Grains.Tests.Calls;

/// <summary>Retries and translation of failed grain calls.</summary>
public sealed class CallerTests
{
    private static readonly NodeId _issue = NodeId.Of(World.Organization, World.Issue(5));
    private readonly ImpatientTime _time = new();
    private int _calls;

    [Fact]
    public async Task DeadSilo_IsRetried_UntilItsGrainsAreElsewhere()
    {
        Assert.Equal(7, await CallAsync(() => _calls < 4 ? throw new SiloUnavailableException("gone") : 7));

        Assert.Equal((4, 3), (_calls, _time.Waits));
    }

    [Fact]
    public async Task UnreachableSilo_IsTransient_AndNamesTheNode()
    {
        GraphException failure = await FailAsync(() => throw new SiloUnavailableException("no such silo"));

        Assert.True(failure.IsTransient);
        Assert.Equal($"Issue {_issue} cannot be reached: no such silo", failure.Message);
        Assert.InRange(_time.Waits, 50, 150);
    }

    [Fact]
    public async Task Failure_IsOneLine_WithItsCause()
    {
        GraphException failure = await FailAsync(() => throw new OrleansException(
            "Error from storage\r\nExc level 0: at Some.Code()", new IOException("connection refused\nmore")));

        Assert.True(failure.IsTransient);
        Assert.Equal($"Issue {_issue} cannot be reached: Error from storage: connection refused", failure.Message);
    }

    [Fact]
    public async Task Timeout_IsTransient_AndNotRetried()
    {
        GraphException failure = await FailAsync(() => throw new TimeoutException("15 s"));

        Assert.True(failure.IsTransient);
        Assert.Contains("timed out", failure.Message, StringComparison.Ordinal);
        Assert.Equal(1, _calls);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task GraphException_IsNotTranslated(bool isTransient)
    {
        GraphException failure = await FailAsync(() => throw new GraphException("the store is full", isTransient));

        Assert.Equal(("the store is full", isTransient, 1), (failure.Message, failure.IsTransient, _calls));
    }

    [Fact]
    public async Task CancelledCaller_SeesCancellation()
    {
        using var cancel = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => CallAsync(
            () =>
            {
                cancel.Cancel();
                throw new OperationCanceledException(cancel.Token);
            },
            cancel.Token));
    }

    [Fact]
    public async Task TimeoutDuringRetries_BlamesTheDeadSilo()
    {
        using var cancel = new CancellationTokenSource();

        GraphException failure = await Assert.ThrowsAsync<GraphException>(() => CallAsync(
            () =>
            {
                if (_calls == 1)
                {
                    throw new SiloUnavailableException("gone");
                }

                cancel.Cancel();
                throw new OperationCanceledException(cancel.Token);
            },
            cancel.Token));

        Assert.Equal(($"Issue {_issue} cannot be reached: gone", true, 2), (failure.Message, failure.IsTransient, _calls));
    }

    [Fact]
    public async Task CallCancelledElsewhere_IsTransient() =>
        Assert.True((await FailAsync(() => throw new OperationCanceledException())).IsTransient);

    [Fact]
    public async Task LostGateway_SendsWhatIsInFlightAgain()
    {
        var gateways = new GatewayLoss();
        var answers = new TaskCompletionSource<int>[] { new(), new() };
        var sent = new Queue<TaskCompletionSource>([new(), new()]);
        TaskCompletionSource[] waits = [.. sent];

        Task<int> call = new GrainCaller(_time, Options.Create(new CallOptions()), gateways).CallAsync(
            null!, _issue, answers,
            async (_, _, answers, cancel) =>
            {
                sent.Dequeue().SetResult();
                return await answers[_calls++].Task.WaitAsync(cancel);
            },
            default).AsTask();
        await waits[0].Task;
        gateways.NotifyGatewayCountChanged(3, 2, connectionRecovered: false);
        Assert.Equal(1, _calls);
        gateways.NotifyGatewayCountChanged(2, 3, connectionRecovered: false);
        await waits[1].Task;
        answers[1].SetResult(7);

        Assert.Equal((7, 2), (await call, _calls));
    }

    [Fact]
    public async Task CancelledCaller_SeesCancellation_AlsoThroughAGateway()
    {
        using var cancel = new CancellationTokenSource();
        Task<int> call = new GrainCaller(_time, Options.Create(new CallOptions()), new GatewayLoss()).CallAsync(
            null!, _issue, 0, async (_, _, _, cancelled) => await new TaskCompletionSource<int>().Task.WaitAsync(cancelled), cancel.Token).AsTask();
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    [Fact]
    public async Task Bug_IsNotTranslated() =>
        await Assert.ThrowsAsync<InvalidOperationException>(() => CallAsync(() => throw new InvalidOperationException("a bug")));

    private Task<GraphException> FailAsync(Func<int> answer) => Assert.ThrowsAsync<GraphException>(() => CallAsync(answer));

    private async Task<int> CallAsync(Func<int> answer, CancellationToken cancel = default) =>
        await new GrainCaller(_time, Options.Create(new CallOptions())).CallAsync(
            null!, _issue, answer,
            async (_, _, answer, _) =>
            {
                _calls++;
                await Task.Yield();
                return answer();
            },
            cancel);
}
