using ReplayGraph.Conformance.Sources;

namespace ReplayGraph.Deploy.Tests.Rendering;

/// <summary>The files of the repository.</summary>
internal static class Repository
{
    private static readonly string _root = SourceTree.Find().Root;

    /// <summary>A file or folder, by its path from the root.</summary>
    internal static string PathOf(string path) => Path.Combine(_root, path);

    /// <summary>The text of a file.</summary>
    internal static string Read(string path) => File.ReadAllText(PathOf(path));
}
