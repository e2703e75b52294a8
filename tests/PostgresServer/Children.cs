using System.Globalization;

namespace ReplayGraph.PostgresServer;

/// <summary>The child processes of a process, from /proc.</summary>
internal static class Children
{
    private const string Table = "/proc";

    internal static IEnumerable<int> Of(int parent)
    {
        foreach (string folder in Directory.Exists(Table) ? Directory.EnumerateDirectories(Table) : [])
        {
            if (int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out int id)
                && ParentOf(folder) == parent)
            {
                yield return id;
            }
        }
    }

    // "17 (a name) S 4 ...": the parent is the second field after the name, which may contain anything.
    private static int ParentOf(string folder)
    {
        try
        {
            string line = File.ReadAllText(Path.Combine(folder, "stat"));
            string[] rest = line[(line.LastIndexOf(')') + 2)..].Split(' ');
            return int.Parse(rest[1], CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The process has ended meanwhile.
            return 0;
        }
    }
}
