using SharpFuzz;

namespace ReplayGraph.Fuzz.Coverage;

/// <summary>A temporary copy of this program in which the project's code counts its branches.</summary>
internal sealed class InstrumentedFolder : IDisposable
{
    private const string Self = "ReplayGraph.Fuzz.dll";

    private static readonly string[] _notTested = [Self, "ReplayGraph.Conformance.dll", "ReplayGraph.LocalCluster.dll"];

    private InstrumentedFolder(string path) => Path = path;

    /// <summary>The path.</summary>
    internal string Path { get; }

    /// <summary>The program in it.</summary>
    internal string Program => System.IO.Path.Combine(Path, Self);

    /// <summary>Creates a copy.</summary>
    internal static InstrumentedFolder Make()
    {
        var folder = new InstrumentedFolder(Directory.CreateTempSubdirectory("replaygraph-fuzz-").FullName);
        foreach (string file in Directory.EnumerateFiles(AppContext.BaseDirectory, "*", SearchOption.AllDirectories))
        {
            string copy = System.IO.Path.Combine(folder.Path, System.IO.Path.GetRelativePath(AppContext.BaseDirectory, file));
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        foreach (string file in Directory.EnumerateFiles(folder.Path, "ReplayGraph.*.dll"))
        {
            string name = System.IO.Path.GetFileName(file);
            if (!_notTested.Contains(name) && !name.EndsWith(".Tests.dll", StringComparison.Ordinal))
            {
                Fuzzer.Instrument(file, _ => true, SharpFuzz.Options.Value);
            }
        }

        return folder;
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(Path, recursive: true);
}
