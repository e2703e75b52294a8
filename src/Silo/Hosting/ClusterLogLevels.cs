namespace ReplayGraph.Silo.Hosting;

/// <summary>The default log levels of a process of the cluster.</summary>
internal static class ClusterLogLevels
{
    internal static IReadOnlyDictionary<string, LogLevel> All { get; } = new Dictionary<string, LogLevel>
    {
        ["Orleans"] = LogLevel.Warning,
        // Its warnings are only informational: the garbage collector on one core, the log levels.
        ["Orleans.Runtime.Silo"] = LogLevel.Error,
        // It logs every second that it has no gateway. SiloWait reports it once, and later the check of the cluster does.
        ["Orleans.Messaging.GatewayManager"] = LogLevel.Error,
        // It logs two lines for each grain placement.
        ["Polly"] = LogLevel.Warning,
        ["Npgsql"] = LogLevel.Warning,
        ["ReplayGraph.Grains.Announcements"] = LogLevel.Warning,
    };
}
