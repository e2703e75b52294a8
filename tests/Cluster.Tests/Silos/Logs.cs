using Xunit.Abstractions;

namespace ReplayGraph.Cluster.Tests.Silos;

/// <summary>
/// What a long test says, at its end and as it goes: <c>REPLAYGRAPH_LOGS</c> names a folder in which that, and what the silos say, is
/// kept.
/// </summary>
internal static class Logs
{
    private static readonly string? _kept = Environment.GetEnvironmentVariable("REPLAYGRAPH_LOGS") is { Length: > 0 } folder
        ? Directory.CreateDirectory(folder).FullName
        : null;

    /// <summary>A folder for logs, and whether it stays.</summary>
    internal static (string Folder, bool IsKept) Folder =>
        _kept is null ? (Directory.CreateTempSubdirectory("replaygraph-silos-").FullName, false) : (_kept, true);

    /// <summary>Says a line.</summary>
    internal static void Say(this ITestOutputHelper output, string line)
    {
        output.WriteLine(line);
        if (_kept is not null)
        {
            File.AppendAllText(Path.Combine(_kept, "test.log"), $"{TimeProvider.System.GetUtcNow():HH:mm:ss} {line}\n");
        }
    }
}
