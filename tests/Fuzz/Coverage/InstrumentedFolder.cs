using SharpFuzz;

namespace ReplayGraph.Fuzz.Coverage;

/// <summary>A copy of this program in which the project's own code counts the branches that it takes. It is removed at the end.</summary>
internal sealed class InstrumentedFolder : IDisposable
{
    private const string Self = "ReplayGraph.Fuzz.dll";

    private static readonly string[] _notTested = [Self, "ReplayGraph.Conformance.dll", "ReplayGraph.LocalCluster.dll"];

    private InstrumentedFolder(string path) => Path = path;

    /// <summary>Where it is.</summary>
    internal string Path { get; }

    /// <summary>The program in it.</summary>
    internal string Program => System.IO.Path.Combine(Path, Self);

    /// <summary>Makes one.</summary>
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
