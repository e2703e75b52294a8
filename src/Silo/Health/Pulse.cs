namespace ReplayGraph.Silo.Health;

/// <summary>
/// Asks something that this process cannot do without, every few seconds, so that a probe can tell how it is without asking anybody.
/// </summary>
/// <param name="name">What it is, for anybody who probes.</param>
/// <param name="address">Which one it is, for the log alone.</param>
/// <param name="ask">Asks it.</param>
/// <param name="time">The clock.</param>
/// <param name="log">Is told when it is lost, why, and when it is found.</param>
internal sealed partial class Pulse(string name, string address, Func<CancellationToken, Task> ask, TimeProvider time, ILogger<Pulse> log)
{
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(5);

    // One late answer is none of a probe's business.
    private static readonly TimeSpan _lately = TimeSpan.FromSeconds(10);

    private readonly ILogger _log = log;
    private long _heard = time.GetTimestamp();
    private string? _failure;

    /// <summary>Why it is lost; null if it answered lately.</summary>
    internal string? Lost => time.GetElapsedTime(Volatile.Read(ref _heard)) < _lately
        ? null
        : $"{name} does not answer. The log says why.";

    /// <summary>Goes on asking until it is stopped.</summary>
    internal async Task RunAsync(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(_pause, time);
        do
        {
            await BeatAsync(stopping);
        }
        while (await timer.WaitForNextTickAsync(stopping));
    }

    /// <summary>Asks once.</summary>
    internal async Task BeatAsync(CancellationToken stopping)
    {
        using var patience = new CancellationTokenSource(_patience, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(stopping, patience.Token);
        try
        {
            await ask(both.Token).WaitAsync(both.Token);
            Volatile.Write(ref _heard, time.GetTimestamp());
            if (Interlocked.Exchange(ref _failure, null) is not null)
            {
                LogFound(address);
            }
        }
        catch (Exception) when (stopping.IsCancellationRequested)
        {
            // Nobody waits for the answer any more.
        }
        catch (Exception e)
        {
            string why = e is OperationCanceledException ? $"not within {_patience.TotalSeconds:0} s" : e.Message;
            if (Interlocked.Exchange(ref _failure, why) is null)
            {
                LogLost(address, why);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Address} does not answer: {Why}")]
    private partial void LogLost(string address, string why);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Address} answers again")]
    private partial void LogFound(string address);
}
