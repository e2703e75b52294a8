namespace ReplayGraph.Silo.Hosting;

/// <summary>
/// The log of Orleans' watchdog, from when the process has started. Its first look, as the silo starts, compares with a time that is not
/// set yet (Orleans 10.4.2): it warns that a check has not completed for as long as the machine runs.
/// </summary>
internal sealed class WatchdogLog
{
    private volatile bool _hasStarted;

    internal WatchdogLog(ILoggingBuilder logging) => logging.AddFilter("Orleans.Runtime.Watchdog", _ => _hasStarted);

    internal void BeginWhenStarted(IHostApplicationLifetime lifetime) => lifetime.ApplicationStarted.Register(() => _hasStarted = true);
}
