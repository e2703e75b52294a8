namespace ReplayGraph.Deploy.Tests.Rendering;

/// <summary>The repository that these tests were built from.</summary>
internal static class Repository
{
    private static readonly string _root = Find(AppContext.BaseDirectory);

    /// <summary>A file or folder, by its path from the root.</summary>
    internal static string PathOf(string path) => Path.Combine(_root, path);

    /// <summary>The text of a file.</summary>
    internal static string Read(string path) => File.ReadAllText(PathOf(path));

    private static string Find(string folder) => File.Exists(Path.Combine(folder, "ReplayGraph.sln"))
        ? folder
        : Find(Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("these tests run inside the repository only"));
}
