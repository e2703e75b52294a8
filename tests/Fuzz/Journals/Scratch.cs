namespace ReplayGraph.Fuzz.Journals;

/// <summary>A temporary folder, in memory if possible, since it is written millions of times.</summary>
internal sealed class Scratch : IDisposable
{
    private const string InMemory = "/dev/shm";

    /// <summary>The path.</summary>
    internal string Path { get; } = Make();

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(Path, recursive: true);

    private static string Make()
    {
        if (!Directory.Exists(InMemory))
        {
            return Directory.CreateTempSubdirectory("replaygraph-fuzz-").FullName;
        }

        string path = System.IO.Path.Combine(InMemory, $"replaygraph-fuzz-{Guid.NewGuid():n}");
        Directory.CreateDirectory(path);
        return path;
    }
}
