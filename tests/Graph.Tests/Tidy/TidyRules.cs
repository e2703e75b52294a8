using System.Text.RegularExpressions;
using ReplayGraph.Conformance.Sources;

namespace ReplayGraph.Graph.Tests.Tidy;

/// <summary>Style rules that no compiler checks. Each violation reads <c>path:line: why, what instead</c>.</summary>
internal static partial class TidyRules
{
    internal const int MaxLines = 400, MaxColumns = 160;

    // Split in two, so that this file does not violate its own rule.
    private static readonly string[] _leftWork = ["TO" + "DO", "FIX" + "ME"];

    internal static IEnumerable<string> Code(SourceFile file)
    {
        if (file.Lines.Count > MaxLines)
        {
            yield return $"{file.Path}:{MaxLines + 1}: {file.Lines.Count} lines, use a second file: at most {MaxLines}";
        }

        for (int i = 0; i < file.Lines.Count; i++)
        {
            if (file.Lines[i].Length > MaxColumns)
            {
                yield return $"{file.Path}:{i + 1}: {file.Lines[i].Length} columns, use several lines: at most {MaxColumns}";
            }

            foreach (string word in _leftWork.Where(word => file.Lines[i].Contains(word, StringComparison.Ordinal)))
            {
                yield return $"{file.Path}:{i + 1}: {word} leaves work in the code, use an issue";
            }
        }
    }

    internal static IEnumerable<string> Document(SourceFile file, Func<string, bool> exists)
    {
        int titles = 0;
        bool isCode = false;
        for (int i = 0; i < file.Lines.Count; i++)
        {
            string line = file.Lines[i];
            isCode ^= line.TrimStart().StartsWith("```", StringComparison.Ordinal);
            if (!isCode && line.StartsWith("# ", StringComparison.Ordinal) && ++titles > 1)
            {
                yield return $"{file.Path}:{i + 1}: a second title, use ##";
            }

            foreach (Match match in Paths().Matches(line))
            {
                string path = match.Groups["path"].Value.TrimEnd('/');
                if (!exists(path))
                {
                    yield return $"{file.Path}:{i + 1}: {path} does not exist, use a path that does";
                }
            }

            foreach (Match match in Links().Matches(isCode ? "" : line))
            {
                string target = match.Groups["target"].Value;
                if (!exists(Path.Combine(Path.GetDirectoryName(file.Path) ?? "", target)))
                {
                    yield return $"{file.Path}:{i + 1}: the link to {target} leads nowhere, use a file that exists";
                }
            }
        }

        if (titles == 0)
        {
            yield return $"{file.Path}:1: no title, use one line that starts with '# '";
        }
    }

    // A path in backticks, unless it has a placeholder (*, <name>, ...).
    [GeneratedRegex(@"`(?<path>(?:src|tests|docs|bench)/[A-Za-z0-9_\-./]*?)(?::\d+)?`(?<!\.\.\.`)")]
    private static partial Regex Paths();

    // A link to a file of the project, relative to the document, without the fragment.
    [GeneratedRegex(@"\]\((?<target>[^)#:\s]+)(?:#[^)\s]*)?\)")]
    private static partial Regex Links();
}
