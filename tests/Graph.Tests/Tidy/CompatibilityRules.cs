using System.Text.RegularExpressions;
using ReplayGraph.Conformance.Sources;

namespace ReplayGraph.Graph.Tests.Tidy;

/// <summary>
/// The rules of docs/COMPATIBILITY.md. A row has a peer's test, its statement, same or different, our test, and the reason.
/// </summary>
internal static partial class CompatibilityRules
{
    internal const string Document = "docs/COMPATIBILITY.md";

    private const int Cells = 5;

    /// <summary>Each row names existing tests, and a difference has a reason.</summary>
    internal static IEnumerable<string> Rows(SourceFile document, IReadOnlySet<string> tests)
    {
        for (int i = 0; i < document.Lines.Count; i++)
        {
            if (!document.Lines[i].StartsWith("| `", StringComparison.Ordinal))
            {
                continue;
            }

            string place = $"{document.Path}:{i + 1}:";
            string[] cells = [.. document.Lines[i].Trim('|', ' ').Split('|', StringSplitOptions.TrimEntries)];
            if (cells.Length is not (Cells or Cells - 1))
            {
                yield return $"{place} {cells.Length} cells, use {Cells}";
                continue;
            }

            if (cells[2] is not ("same" or "different"))
            {
                yield return $"{place} '{cells[2]}', use same or different";
            }

            if (cells[2] == "different" && (cells.Length < Cells || cells[4].Length == 0))
            {
                yield return $"{place} a difference without a reason, use the last cell";
            }

            List<string> named = [.. Names().Matches(cells[3]).Select(match => match.Groups["name"].Value)];
            if (named.Count == 0)
            {
                yield return $"{place} no test, use `Class.Method`";
            }

            foreach (string name in named.Where(name => !tests.Contains(name)))
            {
                yield return $"{place} {name} does not exist, use a test that does";
            }
        }
    }

    /// <summary>The tests in the files of C#, as <c>Class.Method</c>.</summary>
    internal static IReadOnlySet<string> Tests(IEnumerable<SourceFile> code)
    {
        var tests = new HashSet<string>(StringComparer.Ordinal);
        foreach (SourceFile file in code)
        {
            string type = "";
            bool isTest = false;
            foreach (string line in file.Lines)
            {
                type = Class().Match(line) is { Success: true } found ? found.Groups["name"].Value : type;
                isTest |= Attribute().IsMatch(line);
                if (isTest && Method().Match(line) is { Success: true } method)
                {
                    tests.Add($"{type}.{method.Groups["name"].Value}");
                    isTest = false;
                }
            }
        }

        return tests;
    }

    [GeneratedRegex(@"`(?<name>\w+\.\w+)`")]
    private static partial Regex Names();

    [GeneratedRegex(@"^\s*public .*\bclass (?<name>\w+)")]
    private static partial Regex Class();

    [GeneratedRegex(@"^\s*\[\w*(Fact|Theory)\b")]
    private static partial Regex Attribute();

    [GeneratedRegex(@"^\s*public [\w<>\[\] ]+ (?<name>\w+)\(")]
    private static partial Regex Method();
}
