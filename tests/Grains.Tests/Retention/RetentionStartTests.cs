using Microsoft.Extensions.Logging.Abstractions;
using ReplayGraph.Conformance;
using ReplayGraph.Grains.Retention;

namespace ReplayGraph.Grains.Tests.Retention;

public sealed class RetentionStartTests
{
    private readonly TaskCompletionSource _isStarted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _asked;

    [Fact]
    public async Task FailingStart_DoesNotStopTheSilo_AndIsRetried()
    {
        RetentionStart start = Start(async _ =>
        {
            if (++_asked < 3)
            {
                throw new InvalidOperationException("terminating connection due to administrator command");
            }

            _isStarted.SetResult();
            await Task.CompletedTask;
        });

        await start.StartAsync(CancellationToken.None);

        await _isStarted.Task;
        await start.StopAsync(CancellationToken.None);
        Assert.Equal(3, _asked);
    }

    [Fact]
    public async Task HangingStart_DelaysNeitherStartNorStop()
    {
        RetentionStart start = Start(async cancel => await _isStarted.Task.WaitAsync(cancel));

        await start.StartAsync(CancellationToken.None);
        await start.StopAsync(CancellationToken.None);
    }

    private static RetentionStart Start(Func<CancellationToken, ValueTask> start) =>
        new(start, new ImpatientTime(), NullLogger<RetentionStart>.Instance);
}
