namespace ReplayGraph.Silo.Health;

/// <summary>
/// Checks a dependency of this process every few seconds, so that a health probe needs no call.
/// </summary>
/// <param name="name">The dependency's name, for probes.</param>
/// <param name="address">The dependency's address, for the log only.</param>
/// <param name="check">Calls the dependency.</param>
/// <param name="opened">The checks begin when it completes: what waits for the dependency until then reports that itself.</param>
/// <param name="time">The clock.</param>
/// <param name="log">Gets an entry when the dependency stops answering, with the reason, and when it answers again.</param>
internal sealed partial class Pulse(
    string name, string address, Func<CancellationToken, Task> check, Task opened, TimeProvider time, ILogger<Pulse> log)
{
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan _timeout = TimeSpan.FromSeconds(5);

    // Long enough that a single late answer does not fail a probe.
    private static readonly TimeSpan _lostAfter = TimeSpan.FromSeconds(10);

    private readonly ILogger _log = log;
    private long _answeredAt = time.GetTimestamp();
    private string? _failure;

    /// <summary>Why the process is not ready; null if the dependency has answered recently.</summary>
    internal string? Lost => time.GetElapsedTime(Volatile.Read(ref _answeredAt)) < _lostAfter
        ? null
        : $"{name} does not answer; see the log.";

    internal async Task RunAsync(CancellationToken stopping)
    {
        await opened.WaitAsync(stopping);
        using var timer = new PeriodicTimer(_pause, time);
        do
        {
            await BeatAsync(stopping);
        }
        while (await timer.WaitForNextTickAsync(stopping));
    }

    internal async Task BeatAsync(CancellationToken stopping)
    {
        using var timeout = new CancellationTokenSource(_timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping, timeout.Token);
        try
        {
            await check(either.Token).WaitAsync(either.Token);
            Volatile.Write(ref _answeredAt, time.GetTimestamp());
            if (Interlocked.Exchange(ref _failure, null) is not null)
            {
                LogFound(address);
            }
        }
        catch (Exception) when (stopping.IsCancellationRequested)
        {
            // The process stops.
        }
        catch (Exception e)
        {
            string reason = e is OperationCanceledException ? $"no answer within {_timeout.TotalSeconds:0} s" : e.Message;
            if (Interlocked.Exchange(ref _failure, reason) is null)
            {
                LogLost(address, reason);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Address} does not answer: {Reason}")]
    private partial void LogLost(string address, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Address} answers again")]
    private partial void LogFound(string address);
}
