using System.Text.RegularExpressions;
using ReplayGraph.Conformance.Sources;

namespace ReplayGraph.Graph.Tests.Tidy;

/// <summary>The rule of docs/GLOSSARY.md: the third cell of a row names types, or their members, that exist.</summary>
internal static partial class GlossaryRules
{
    internal const string Document = "docs/GLOSSARY.md";

    internal static IEnumerable<string> Rows(SourceFile glossary, IReadOnlySet<string> types)
    {
        for (int i = 0; i < glossary.Lines.Count; i++)
        {
            string[] cells = glossary.Lines[i].Split('|', StringSplitOptions.TrimEntries);
            foreach (Match name in Names().Matches(cells.Length > 4 ? cells[3] : ""))
            {
                if (!types.Contains(name.Groups["type"].Value))
                {
                    yield return $"{glossary.Path}:{i + 1}: {name.Groups["type"].Value} does not exist, use a type that does";
                }
            }
        }
    }

    /// <summary>The types that files of C# declare.</summary>
    internal static IReadOnlySet<string> Types(IEnumerable<SourceFile> code) => code
        .SelectMany(file => file.Lines)
        .SelectMany(line => Declarations().Matches(line))
        .Select(declaration => declaration.Groups["name"].Value)
        .ToHashSet(StringComparer.Ordinal);

    [GeneratedRegex(@"`(?<type>\w+)(?:\.\w+)?`")]
    private static partial Regex Names();

    [GeneratedRegex(@"^(?:public|internal) .*?\b(?:class|record struct|record|struct|interface|enum) (?<name>\w+)")]
    private static partial Regex Declarations();
}
