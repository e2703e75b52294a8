using System.Diagnostics;
using System.Reflection;
using ReplayGraph.Api.Options;

namespace ReplayGraph.Api.Status;

/// <summary>What any process of ReplayGraph knows of itself.</summary>
internal static class ProcessStatus
{
    private static readonly string _version =
        Assembly.GetEntryAssembly()?.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    internal static IReadOnlyList<StatusSection> Read(ReplayGraphOptions options)
    {
        using var process = Process.GetCurrentProcess();
        GCMemoryInfo memory = GC.GetGCMemoryInfo();
        return
        [
            new("Process",
            [
                new("Version", _version),
                new("Running since", StatusText.Time(process.StartTime.ToUniversalTime())),
                new("Processors", StatusText.Of(Environment.ProcessorCount)),
                new("Retention", $"{options.RetentionDays} days, unless a fact has its own"),
            ]),
            new("Memory",
            [
                new("Working set", StatusText.Bytes(process.WorkingSet64)),
                new("Managed heap", StatusText.Bytes(GC.GetTotalMemory(forceFullCollection: false))),
                new("Heap after the last collection", StatusText.Bytes(memory.HeapSizeBytes)),
                new("Available", StatusText.Bytes(memory.TotalAvailableMemoryBytes)),
            ]),
        ];
    }
}
