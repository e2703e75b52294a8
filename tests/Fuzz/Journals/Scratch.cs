namespace ReplayGraph.Fuzz.Journals;

/// <summary>A folder that is removed at the end; in memory where there is such a place, for it is written millions of times.</summary>
internal sealed class Scratch : IDisposable
{
    private const string InMemory = "/dev/shm";

    /// <summary>Where it is.</summary>
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
