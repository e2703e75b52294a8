using System.Text.Json;
using System.Text.RegularExpressions;

namespace ReplayGraph.Conformance.Sources;

/// <summary>The table in THIRD-PARTY-NOTICES.md.</summary>
public static partial class ThirdPartyNotices
{
    /// <summary>The packages that a program ships (by its <c>.deps.json</c> beside this test) and that have no row.</summary>
    /// <param name="program">The name of its assembly.</param>
    public static IReadOnlyList<string> Missing(string program)
    {
        SourceFile notices = SourceTree.Find().Files(".md").Single(file => file.Path == "THIRD-PARTY-NOTICES.md");
        List<string> rows = [.. notices.Lines.Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .SelectMany(line => Names().Matches(line.Split('|')[1]).Select(match => match.Groups[1].Value))];
        return [.. Packages(program).Where(package => !rows.Exists(row => Covers(row, package)))];
    }

    private static bool Covers(string row, string package) => row.EndsWith('*')
        ? package.StartsWith(row[..^1], StringComparison.OrdinalIgnoreCase)
        : package.Equals(row, StringComparison.OrdinalIgnoreCase);

    private static List<string> Packages(string program)
    {
        using var deps = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, $"{program}.deps.json")));
        return [.. deps.RootElement.GetProperty("libraries").EnumerateObject()
            .Where(library => library.Value.GetProperty("type").ValueEquals("package")).Select(library => library.Name.Split('/')[0])];
    }

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Names();
}
