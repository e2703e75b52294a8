namespace ReplayGraph.Api.Live;

/// <summary>
/// Announces that the server is about to stop, which waits for its requests, and so for its streams. Later than the application's own
/// announcement: a process that drains serves until it has.
/// </summary>
internal sealed class LiveStop : IHostedLifecycleService, IDisposable
{
    private readonly CancellationTokenSource _stop = new();

    internal CancellationToken Token => _stop.Token;

    public Task StoppingAsync(CancellationToken cancellationToken) => _stop.CancelAsync();

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _stop.Dispose();
}
