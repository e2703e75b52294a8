using Microsoft.Extensions.Logging;

namespace ReplayGraph.Grains.Retention;

/// <summary>
/// Sees to it that somebody sweeps, once a silo is active. Any silo that starts says so; one that cannot leaves it to the next.
/// </summary>
internal sealed partial class RetentionStart(IGrainFactory grains, ILogger<RetentionStart> log) : ILifecycleParticipant<ISiloLifecycle>
{
    public void Participate(ISiloLifecycle lifecycle) => lifecycle.Subscribe<RetentionStart>(ServiceLifecycleStage.Active + 1, StartAsync);

    private async Task StartAsync(CancellationToken cancel)
    {
        try
        {
            await grains.GetGrain<IRetentionGrain>(0).StartAsync(cancel);
        }
        catch (Exception e) when (e is OrleansException or TimeoutException or GraphException)
        {
            LogNotStarted(log, e.Message);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Retention could not be started from this silo: {Reason}")]
    private static partial void LogNotStarted(ILogger logger, string reason);
}
