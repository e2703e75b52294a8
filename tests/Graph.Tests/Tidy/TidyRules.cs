using System.Text.RegularExpressions;
using ReplayGraph.Conformance.Sources;

namespace ReplayGraph.Graph.Tests.Tidy;

/// <summary>The rules of the house that no compiler checks. Each gives <c>path:line: why, what instead</c>.</summary>
internal static partial class TidyRules
{
    internal const int MaxLines = 400, MaxColumns = 160;

    // Written in two pieces, so that this file keeps its own rules.
    private static readonly (string Banned, string Why)[] _inSource =
    [
        ("DateTime" + ".UtcNow", "reads the clock of the machine, use a TimeProvider"),
        ("DateTime" + ".Now", "reads the clock of the machine, use a TimeProvider"),
        ("DateTimeOffset" + ".UtcNow", "reads the clock of the machine, use a TimeProvider"),
        ("DateTimeOffset" + ".Now", "reads the clock of the machine, use a TimeProvider"),
        ("Thread" + ".Sleep", "blocks a thread, wait for what is to happen"),
        ("Random" + ".Shared", "cannot be replayed, use a Random with a seed from the caller"),
        ("TO" + "DO", "leaves work in the code, use an issue"),
        ("FIX" + "ME", "leaves work in the code, use an issue"),
    ];

    private static readonly (string Banned, string Why)[] _inTests =
    [
        ("Thread" + ".Sleep", "guesses a time, wait for what is to happen"),
        ("Task" + ".Delay(", "guesses a time, wait for what is to happen or set the clock"),
    ];

    internal static IEnumerable<string> Code(SourceFile file)
    {
        if (file.Lines.Count > MaxLines)
        {
            yield return $"{file.Path}:{MaxLines + 1}: {file.Lines.Count} lines, use a second file: at most {MaxLines}";
        }

        (string Banned, string Why)[] banned = file.Path.StartsWith("src/", StringComparison.Ordinal) ? _inSource
            : file.Path.StartsWith("tests/", StringComparison.Ordinal) ? _inTests
            : [];
        for (int i = 0; i < file.Lines.Count; i++)
        {
            if (file.Lines[i].Length > MaxColumns)
            {
                yield return $"{file.Path}:{i + 1}: {file.Lines[i].Length} columns, use several lines: at most {MaxColumns}";
            }

            foreach ((string text, string why) in banned)
            {
                if (file.Lines[i].Contains(text, StringComparison.Ordinal))
                {
                    yield return $"{file.Path}:{i + 1}: {text} {why}";
                }
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
        }

        if (titles == 0)
        {
            yield return $"{file.Path}:1: no title, use one line that starts with '# '";
        }
    }

    // A path in backticks; one with a placeholder (*, <name>, ...) is none.
    [GeneratedRegex(@"`(?<path>(?:src|tests|docs|bench)/[A-Za-z0-9_\-./]*?)(?::\d+)?`(?<!\.\.\.`)")]
    private static partial Regex Paths();
}
