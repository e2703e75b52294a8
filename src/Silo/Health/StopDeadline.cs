using ReplayGraph.Silo.Options;

namespace ReplayGraph.Silo.Health;

/// <summary>
/// Ends a process that does not stop in time: without the database, a leaving silo would try for minutes to write that it leaves. The other
/// silos detect it anyway.
/// </summary>
internal sealed class StopDeadline(ClusterSettings settings, IHostApplicationLifetime lifetime, TimeProvider time) : IDisposable
{
    /// <summary>The exit code of a process that was ended.</summary>
    internal const int ExitCode = 3;

    // The host's own timeout is a little earlier.
    private static readonly TimeSpan _grace = TimeSpan.FromSeconds(5);

    private ITimer? _timer;

    /// <summary>How long a host may take to stop.</summary>
    internal static TimeSpan Of(ClusterSettings settings) => TimeSpan.FromSeconds(settings.DrainSeconds + settings.StopSeconds);

    /// <summary>Starts the timer when the process begins to stop.</summary>
    internal void Watch() => lifetime.ApplicationStopping.Register(() =>
        _timer = time.CreateTimer(_ => End(), null, Of(settings) + _grace, Timeout.InfiniteTimeSpan));

    public void Dispose() => _timer?.Dispose();

    private void End()
    {
        Console.Error.WriteLine(
            $"The process did not stop within {Of(settings).TotalSeconds:0} s and is terminated. Acknowledged facts are durable.");
        Environment.Exit(ExitCode);
    }
}
