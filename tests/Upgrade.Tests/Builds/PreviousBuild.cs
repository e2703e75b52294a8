using ReplayGraph.Chaos.Servers;

namespace ReplayGraph.Upgrade.Tests.Builds;

/// <summary>
/// The silo program of an earlier commit, which <c>previous.txt</c> names: that of the previous release. It is built once, and kept in the folder
/// for temporary files.
/// </summary>
internal static class PreviousBuild
{
    private const string List = "previous.txt", Program = "ReplayGraph.Silo.dll";

    /// <summary>Builds the program, if it is not there yet.</summary>
    /// <returns>The path of the program.</returns>
    /// <exception cref="InvalidOperationException">It cannot be built here; the message states the reason.</exception>
    internal static async Task<string> RunAsync()
    {
        string commit = (await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, List))).Trim();
        string folder = Path.Combine(Path.GetTempPath(), $"replaygraph-previous-{commit}");
        if (!Directory.Exists(folder))
        {
            await BuildAsync(commit, folder);
        }

        return Path.Combine(folder, Program);
    }

    private static async Task BuildAsync(string commit, string folder)
    {
        string root = Root();
        try
        {
            await SystemCommand.RunAsync("git", "-C", root, "cat-file", "-e", $"{commit}^{{commit}}");
        }
        catch (InvalidOperationException e)
        {
            throw new InvalidOperationException(
                $"The commit {commit}, which tests/Upgrade.Tests/{List} names, is not in this clone. If the clone is shallow, deepen it: "
                + "git fetch --unshallow",
                e);
        }

        string sources = Directory.CreateTempSubdirectory("replaygraph-sources-").FullName, output = Path.Combine(sources, "output");
        try
        {
            string archive = Path.Combine(sources, "archive.tar");
            await SystemCommand.RunAsync("git", "-C", root, "archive", "-o", archive, commit);
            await SystemCommand.RunAsync("tar", "-xf", archive, "-C", sources);
            await SystemCommand.RunAsync(
                "dotnet", "publish", Path.Combine(sources, "src", "Silo"), "-c", "Release", "-o", output, "--nologo", "-v", "quiet", "-nodeReuse:false",
                "-p:RunAnalyzers=false", "-p:GenerateDocumentationFile=false");

            // Whole, or not at all: another run may build it, too.
            Directory.Move(output, folder);
        }
        catch (IOException) when (Directory.Exists(folder))
        {
            // Another run was faster.
        }
        finally
        {
            Directory.Delete(sources, recursive: true);
        }
    }

    private static string Root()
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "ReplayGraph.sln")))
            {
                return at.FullName;
            }
        }

        throw new InvalidOperationException($"No folder above {AppContext.BaseDirectory} contains ReplayGraph.sln.");
    }
}
