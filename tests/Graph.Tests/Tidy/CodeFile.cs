using System.Text.RegularExpressions;
using ReplayGraph.Conformance.Sources;

namespace ReplayGraph.Graph.Tests.Tidy;

/// <summary>A file of <c>src</c> as the rules read it.</summary>
internal sealed partial class CodeFile
{
    private CodeFile(SourceFile file, Match place)
    {
        Path = file.Path;
        Project = place.Groups["project"].Value;
        Folder = place.Groups["folder"].Value is { Length: > 0 } folder ? folder : "root";
        Lines = [.. file.Lines.Select(line => Literals().Replace(line, ""))];
        Namespace = Lines.Select(line => NamespaceLine().Match(line)).FirstOrDefault(match => match.Success)?.Groups["name"].Value ?? "";
        Types = [.. Lines.Select(line => TypeLine().Match(line)).Where(match => match.Success).Select(match => match.Groups["name"].Value)];
    }

    public string Path { get; }

    public string Project { get; }

    public string Folder { get; }

    public string Namespace { get; }

    /// <summary>The types that are not nested in another.</summary>
    public IReadOnlyList<string> Types { get; }

    /// <summary>The lines without comments and literals.</summary>
    public IReadOnlyList<string> Lines { get; }

    /// <summary>The files of <c>src</c> among all files of the repository.</summary>
    internal static IReadOnlyList<CodeFile> Read(IEnumerable<SourceFile> files) =>
        [.. from file in files
            let place = SourcePath().Match(file.Path)
            where place.Success
            select new CodeFile(file, place)];

    [GeneratedRegex(@"^src/(?<project>[^/]+)/(?:(?<folder>.+)/)?[^/]+\.cs$")]
    private static partial Regex SourcePath();

    [GeneratedRegex("""'(?:\\.|[^'\\])'|"(?:\\.|[^"\\])*"|//.*""")]
    private static partial Regex Literals();

    [GeneratedRegex(@"^namespace (?<name>[\w.]+);")]
    private static partial Regex NamespaceLine();

    [GeneratedRegex(@"^(?:\[.*\] ?)?(?:[a-z]+ )*(?:record struct|record|class|struct|interface|enum|delegate \S+) (?<name>[A-Z]\w*)")]
    private static partial Regex TypeLine();
}
