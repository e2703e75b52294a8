using ReplayGraph.Silo.Options;

namespace ReplayGraph.Silo.Health;

/// <summary>
/// The first part of a stop: readiness fails, and the process goes on serving until load balancers have noticed. After that the server
/// finishes its requests, and the silo leaves.
/// </summary>
internal sealed class Drain(ClusterSettings settings, TimeProvider time) : IHostedLifecycleService
{
    private volatile bool _hasStarted;

    /// <summary>Whether the process is stopping.</summary>
    internal bool HasStarted => _hasStarted;

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        _hasStarted = true;
        if (settings.DrainSeconds > 0)
        {
            await Task.Delay(TimeSpan.FromSeconds(settings.DrainSeconds), time, cancellationToken);
        }
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
