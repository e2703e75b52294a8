using System.Diagnostics;

namespace ReplayGraph.Conformance.Sources;

/// <summary>A file of the project.</summary>
/// <param name="Path">Its path from the root, with slashes.</param>
/// <param name="Lines">Its lines.</param>
public sealed record SourceFile(string Path, IReadOnlyList<string> Lines);

/// <summary>The files of the project: those that git tracks or, without git, all but build output.</summary>
public sealed class SourceTree
{
    private static readonly string[] _notSource = [".git", "bin", "obj", "node_modules", "data", "TestResults"];

    private SourceTree(string root) => Root = root;

    /// <summary>The root folder.</summary>
    public string Root { get; }

    /// <summary>The tree that this test was built from.</summary>
    public static SourceTree Find()
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "ReplayGraph.sln")))
            {
                return new SourceTree(at.FullName);
            }
        }

        throw new InvalidOperationException($"No folder above {AppContext.BaseDirectory} contains ReplayGraph.sln.");
    }

    /// <summary>Whether a path from the root exists, as a file or a folder.</summary>
    public bool Exists(string path) => Path.Exists(Path.Combine(Root, path));

    /// <summary>The files with one of the endings.</summary>
    public IEnumerable<SourceFile> Files(params string[] endings) =>
        from path in Tracked() ?? Walk(Root)
        where endings.Contains(Path.GetExtension(path)) && File.Exists(Path.Combine(Root, path))
        select new SourceFile(path, File.ReadAllLines(Path.Combine(Root, path)));

    private List<string>? Tracked()
    {
        try
        {
            var start = new ProcessStartInfo("git", ["-C", Root, "ls-files"]) { RedirectStandardOutput = true };
            using Process git = Process.Start(start)!;
            List<string> paths = [.. git.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries)];
            git.WaitForExit();
            return git.ExitCode == 0 && paths.Count > 0 ? paths : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    private IEnumerable<string> Walk(string folder) => Directory.EnumerateFiles(folder)
        .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'))
        .Concat(Directory.EnumerateDirectories(folder)
            .Where(child => !_notSource.Contains(Path.GetFileName(child)))
            .SelectMany(Walk));
}
