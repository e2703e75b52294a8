using ReplayGraph.Silo.Options;

namespace ReplayGraph.Silo.Health;

/// <summary>
/// Ends a process that does not end by itself: a silo that leaves while the database is away would try to write that it left for
/// minutes. The others find out without it.
/// </summary>
internal sealed class StopDeadline(ClusterSettings settings, IHostApplicationLifetime lifetime, TimeProvider time) : IDisposable
{
    /// <summary>The exit code of a process that was ended.</summary>
    internal const int ExitCode = 3;

    // What the host itself gives up by is a little earlier.
    private static readonly TimeSpan _grace = TimeSpan.FromSeconds(5);

    private ITimer? _timer;

    /// <summary>How long a host may take.</summary>
    internal static TimeSpan Of(ClusterSettings settings) => TimeSpan.FromSeconds(settings.DrainSeconds + settings.StopSeconds);

    /// <summary>Begins to watch.</summary>
    internal void Watch() => lifetime.ApplicationStopping.Register(() =>
        _timer = time.CreateTimer(_ => End(), null, Of(settings) + _grace, Timeout.InfiniteTimeSpan));

    /// <inheritdoc/>
    public void Dispose() => _timer?.Dispose();

    private void End()
    {
        Console.Error.WriteLine(
            $"It did not stop within {Of(settings).TotalSeconds:0} s, and ends as it is: what was acknowledged is kept.");
        Environment.Exit(ExitCode);
    }
}
