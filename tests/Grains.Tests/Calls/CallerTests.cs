using Microsoft.Extensions.Options;
using ReplayGraph.Conformance;
using ReplayGraph.Conformance.Generation;
using ReplayGraph.Grains.Calls;
using ReplayGraph.Cluster.Calls;
using ReplayGraph.Cluster.Ids;

namespace ReplayGraph.Grains.Tests.Calls;

/// <summary>What becomes of calls that fail.</summary>
public sealed class CallerTests
{
    private static readonly NodeId _issue = NodeId.Of(World.Organization, World.Issue(5));
    private readonly ImpatientTime _time = new();
    private int _calls;

    [Fact]
    public async Task SiloThatIsGone_IsCalledAgain_UntilItsGrainsLiveElsewhere()
    {
        Assert.Equal(7, await CallAsync(() => _calls < 4 ? throw new SiloUnavailableException("gone") : 7));

        Assert.Equal((4, 3), (_calls, _time.Waits));
    }

    [Fact]
    public async Task SiloThatStaysGone_IsTransient_AndSaysWhichNode()
    {
        GraphException failure = await FailAsync(() => throw new SiloUnavailableException("no such silo"));

        Assert.True(failure.IsTransient);
        Assert.Equal($"Issue {_issue} cannot be reached: no such silo", failure.Message);
        Assert.InRange(_time.Waits, 20, 60);
    }

    [Fact]
    public async Task Failure_IsToldInALine_WithItsCause()
    {
        GraphException failure = await FailAsync(() => throw new OrleansException(
            "Error from storage\r\nExc level 0: at Some.Code()", new IOException("connection refused\nmore")));

        Assert.True(failure.IsTransient);
        Assert.Equal($"Issue {_issue} cannot be reached: Error from storage: connection refused", failure.Message);
    }

    [Fact]
    public async Task NoAnswerInTime_IsTransient_AndNotCalledAgain()
    {
        GraphException failure = await FailAsync(() => throw new TimeoutException("15 s"));

        Assert.True(failure.IsTransient);
        Assert.Contains("timed out", failure.Message, StringComparison.Ordinal);
        Assert.Equal(1, _calls);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task FailureOfTheGraph_IsHandedOn(bool isTransient)
    {
        GraphException failure = await FailAsync(() => throw new GraphException("the store is full", isTransient));

        Assert.Equal(("the store is full", isTransient, 1), (failure.Message, failure.IsTransient, _calls));
    }

    [Fact]
    public async Task CallerWhoGivesUp_IsNotToldOfAFailure()
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
    public async Task TimeThatRanOutOverASiloThatIsGone_IsNotTheCallers()
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
    public async Task CallThatOthersStopped_IsTransient() =>
        Assert.True((await FailAsync(() => throw new OperationCanceledException())).IsTransient);

    [Fact]
    public async Task FaultOfOurs_StaysWhatItIs() =>
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
