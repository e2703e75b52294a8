using ReplayGraph.Chaos.Servers;
using ReplayGraph.LongKill.Runs;

namespace ReplayGraph.LongKill.Clusters;

/// <summary>Builds the silo program from the same sources as this program, which does not reference Orleans.</summary>
internal static class SiloBuild
{
    private const string Project = "src/Silo";

    /// <summary>Builds the program.</summary>
    /// <returns>The path of the program.</returns>
    /// <exception cref="CannotRunException">It cannot be built here.</exception>
    internal static async Task<string> RunAsync()
    {
        string root = Root();
        try
        {
            await SystemCommand.RunAsync("dotnet", "build", Path.Combine(root, Project), "-c", "Release", "-v", "quiet", "--nologo");
        }
        catch (InvalidOperationException e)
        {
            string first = e.Message.Split('\n').FirstOrDefault(line => line.Contains("error", StringComparison.Ordinal)) ?? e.Message;
            throw new CannotRunException($"The silo program cannot be built here: {first.Trim()}");
        }

        return Path.Combine(root, Project, "bin", "Release", "net10.0", "ReplayGraph.Silo.dll");
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

        throw new CannotRunException($"No folder above {AppContext.BaseDirectory} contains ReplayGraph.sln, so there is no silo program.");
    }
}
