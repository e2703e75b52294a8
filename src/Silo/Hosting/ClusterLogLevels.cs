namespace ReplayGraph.Silo.Hosting;

/// <summary>
/// The default log levels of a process of the cluster: one line for each thing that an operator would act on. While a silo or the database
/// is away, Orleans logs each message and each attempt that fails (198,783 lines for one killed silo of two, under an import). What is
/// muted here shows once elsewhere: <see cref="Clustering.SiloDeaths"/>, <see cref="Health.Pulse"/>, or the answer to the caller.
/// </summary>
internal static class ClusterLogLevels
{
    internal static IReadOnlyDictionary<string, LogLevel> All { get; } = new Dictionary<string, LogLevel>
    {
        ["Orleans"] = LogLevel.Warning,
        // Its warnings are only informational: the garbage collector on one core, the log levels.
        ["Orleans.Runtime.Silo"] = LogLevel.Error,
        // Each message that cannot be sent, and each time that the list of gateways cannot be read, with a stack trace.
        ["Orleans.Messaging"] = LogLevel.Critical,
        ["Orleans.Runtime.CallbackData"] = LogLevel.Error,
        ["Orleans.Runtime.ClientClusterManifestProvider"] = LogLevel.Error,
        ["Orleans.Runtime.GrainCallCancellationManager"] = LogLevel.Critical,
        ["Orleans.Runtime.Messaging"] = LogLevel.Error,
        // Each probe that fails, and each time that the membership cannot be read or written.
        ["Orleans.Runtime.MembershipService"] = LogLevel.Error,
        // Each turn that takes long.
        ["Orleans.Runtime.Scheduler"] = LogLevel.Error,
        // Each attempt to place a grain.
        ["Polly"] = LogLevel.None,
        ["Npgsql"] = LogLevel.Warning,
        ["ReplayGraph.Grains.Announcements"] = LogLevel.Warning,
    };
}
