using Microsoft.Extensions.Logging;

namespace ReplayGraph.Grains.Retention;

/// <summary>Schedules retention once a silo is active, retrying until it succeeds. The silo serves meanwhile.</summary>
internal sealed partial class RetentionStart(
    Func<CancellationToken, ValueTask> start, TimeProvider time, ILogger<RetentionStart> log) : ILifecycleParticipant<ISiloLifecycle>
{
    private static readonly TimeSpan _pause = TimeSpan.FromMinutes(1);

    private readonly CancellationTokenSource _stopping = new();
    private readonly ILogger _log = log;
    private Task _trying = Task.CompletedTask;

    public RetentionStart(IGrainFactory grains, TimeProvider time, ILogger<RetentionStart> log)
        : this(cancel => grains.GetGrain<IRetentionGrain>(0).StartAsync(cancel), time, log)
    {
    }

    public void Participate(ISiloLifecycle lifecycle) =>
        lifecycle.Subscribe<RetentionStart>(ServiceLifecycleStage.Active + 1, StartAsync, StopAsync);

    internal Task StartAsync(CancellationToken cancel)
    {
        _trying = TryAsync();
        return Task.CompletedTask;
    }

    internal async Task StopAsync(CancellationToken cancel)
    {
        await _stopping.CancelAsync();
        await _trying;
    }

    private async Task TryAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                await start(_stopping.Token);
                return;
            }
            catch (Exception) when (_stopping.IsCancellationRequested)
            {
                // The silo is stopping.
            }
            catch (Exception e)
            {
                // Failures of the reminder storage arrive untranslated.
                LogNotStarted(e.Message);
            }

            await Task.Delay(_pause, time, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Retention could not be scheduled: {Reason}. Retrying in a minute.")]
    private partial void LogNotStarted(string reason);
}
