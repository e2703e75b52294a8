using ReplayGraph.Chaos.Silos;
using Xunit.Abstractions;

namespace ReplayGraph.MultiSilo.Tests.Silos;

/// <summary>
/// Logs of a long test and its silos. <c>REPLAYGRAPH_LOGS</c> names a folder to keep them in; otherwise they are deleted with the test.
/// </summary>
public sealed class Logs : IDisposable
{
    private static readonly string? _kept = Environment.GetEnvironmentVariable("REPLAYGRAPH_LOGS") is { Length: > 0 } folder
        ? Directory.CreateDirectory(folder).FullName
        : null;

    private readonly string _folder = _kept ?? Directory.CreateTempSubdirectory("replaygraph-silos-").FullName;

    public void Dispose()
    {
        if (_kept is null)
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    /// <summary>A cluster of the silo program built with this test.</summary>
    internal ClusterPlan Plan(params IReadOnlyList<string> organizations) =>
        new(Path.Combine(AppContext.BaseDirectory, "ReplayGraph.Silo.dll"), _folder, organizations);

    /// <summary>Writes a line.</summary>
    internal static void Log(ITestOutputHelper output, string line)
    {
        output.WriteLine(line);
        if (_kept is not null)
        {
            File.AppendAllText(Path.Combine(_kept, "test.log"), $"{TimeProvider.System.GetUtcNow():HH:mm:ss} {line}\n");
        }
    }
}
