namespace ReplayGraph.Cluster.Announcements;

/// <summary>Runs an action for many callers, one run at a time: all that ask while it runs share the next run. Safe for concurrent use.</summary>
internal sealed class SharedRun<T>(Func<Task<T>> run)
{
    private readonly Lock _lock = new();
    private Task _running = Task.CompletedTask;
    private Task<T>? _next;

    /// <summary>The result of a run that begins after this call.</summary>
    internal Task<T> NextAsync()
    {
        lock (_lock)
        {
            return _next ??= AfterAsync(_running);
        }
    }

    private async Task<T> AfterAsync(Task before)
    {
        // Asynchronous in any case, so that the caller has kept this task before it runs.
        await Task.Yield();
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        lock (_lock)
        {
            (_running, _next) = (_next!, null);
        }

        return await run();
    }
}
