using System.Globalization;

namespace ReplayGraph.ClusterBench.Outages;

/// <summary>The memory that processes occupy, by Linux' <c>/proc</c>.</summary>
internal static class ResidentMemory
{
    private const string Share = "Pss:";

    /// <summary>
    /// The memory of a process, in bytes; what several processes share is divided between them, so a sum counts it once. 0 if the process
    /// has ended.
    /// </summary>
    internal static long Of(int process)
    {
        try
        {
            string line = File.ReadLines($"/proc/{process}/smaps_rollup").First(line => line.StartsWith(Share, StringComparison.Ordinal));
            return long.Parse(line[Share.Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture) << 10;
        }
        catch (Exception e) when (e is IOException or InvalidOperationException or UnauthorizedAccessException)
        {
            // Backends of PostgreSQL come and go.
            return 0;
        }
    }
}
