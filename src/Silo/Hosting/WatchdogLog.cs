namespace ReplayGraph.Silo.Hosting;

/// <summary>
/// Mutes the log of Orleans' watchdog until the process has started. Its first check, during the start, compares with a time that is not
/// set yet (Orleans 10.4.2), and warns that a check has not completed for as long as the machine runs.
/// </summary>
internal sealed class WatchdogLog
{
    private volatile bool _hasStarted;

    internal WatchdogLog(ILoggingBuilder logging) => logging.AddFilter("Orleans.Runtime.Watchdog", _ => _hasStarted);

    internal void EnableWhenStarted(IHostApplicationLifetime lifetime) => lifetime.ApplicationStarted.Register(() => _hasStarted = true);
}
