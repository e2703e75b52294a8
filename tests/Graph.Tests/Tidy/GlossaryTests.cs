using ReplayGraph.Conformance.Sources;

namespace ReplayGraph.Graph.Tests.Tidy;

public sealed class GlossaryTests
{
    private static readonly SourceFile _code = new("src/A.cs", ["public readonly record struct Link(int Events);", "internal sealed class Hidden"]);

    [Fact]
    public void Document_NamesTypesThatExist()
    {
        SourceTree tree = SourceTree.Find();
        SourceFile glossary = tree.Files(".md").Single(file => file.Path == GlossaryRules.Document);
        IEnumerable<SourceFile> code = tree.Files(".cs").Where(file => file.Path.StartsWith("src/", StringComparison.Ordinal));

        List<string> errors = [.. GlossaryRules.Rows(glossary, GlossaryRules.Types(code))];

        Assert.Contains(glossary.Lines, line => line.Contains("| `Evidence` |", StringComparison.Ordinal));
        Assert.True(errors.Count == 0, string.Join('\n', errors));
    }

    [Theory]
    [InlineData("| link | A replay in an answer. | `Link` |", null)]
    [InlineData("| events | How many. | `Link.Events`, `Hidden` |", null)]
    [InlineData("| option | `Gone` is not a type here. | |", null)]
    [InlineData("| instead of `Gone` | write `Link` |", null)]
    [InlineData("| gone | A former type. | `Link`, `Gone.Member` |", "g.md:1: Gone does not exist, use a type that does")]
    public void Row_IsChecked(string row, string? error) =>
        Assert.Equal(error, GlossaryRules.Rows(new("g.md", [row]), GlossaryRules.Types([_code])).SingleOrDefault());
}
