namespace ReplayGraph.Silo.Hosting;

/// <summary>What a process of the cluster logs unless the configuration says otherwise.</summary>
internal static class ClusterLogLevels
{
    internal static IReadOnlyDictionary<string, LogLevel> All { get; } = new Dictionary<string, LogLevel>
    {
        ["Orleans"] = LogLevel.Warning,
        // Its warnings are notes: on the collector of a machine with one core, on levels of logging.
        ["Orleans.Runtime.Silo"] = LogLevel.Error,
        // It says each second that it knows no silo; SiloWait says it once, and later the pulse of the cluster does.
        ["Orleans.Messaging.GatewayManager"] = LogLevel.Error,
        // Two lines for each grain that is placed.
        ["Polly"] = LogLevel.Warning,
        ["Npgsql"] = LogLevel.Warning,
        ["ReplayGraph.Grains.Announcements"] = LogLevel.Warning,
    };
}
