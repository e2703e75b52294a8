using ReplayGraph.Conformance.Sources;

namespace ReplayGraph.Graph.Tests.Tidy;

public sealed class CompatibilityTests
{
    private static readonly SourceFile _tests = new(
        "tests/A.cs",
        ["public sealed class PeerTests", "    [Theory]", "    public async Task Reads(int x)", "    public void Help()"]);

    [Fact]
    public void Document_NamesTestsThatExist()
    {
        SourceTree tree = SourceTree.Find();
        List<SourceFile> documents = [.. tree.Files(".md").Where(file => file.Path == CompatibilityRules.Document)];
        List<string> errors =
            [.. CompatibilityRules.Rows(Assert.Single(documents), CompatibilityRules.Tests(tree.Files(".cs")))];
        Assert.True(errors.Count == 0, string.Join('\n', errors));
    }

    [Theory]
    [InlineData("| `test_a` | says a | same | `PeerTests.Reads` | |", null)]
    [InlineData("| `test_a` | says a | different | `PeerTests.Reads` | a reason |", null)]
    [InlineData("| Peer's test | says | ours | our test | why |", null)]
    [InlineData("| `test_a` | says a | alike | `PeerTests.Reads` | |", "c.md:1: 'alike', use same or different")]
    [InlineData("| `test_a` | says a | different | `PeerTests.Reads` | |", "c.md:1: a difference without a reason, use the last cell")]
    [InlineData("| `test_a` | says a | same | `PeerTests.Help` | |", "c.md:1: PeerTests.Help does not exist, use a test that does")]
    [InlineData("| `test_a` | says a | same | reads | |", "c.md:1: no test, use `Class.Method`")]
    [InlineData("| `test_a` | says a | same |", "c.md:1: 3 cells, use 5")]
    public void Row_IsChecked(string row, string? error)
    {
        string? found = CompatibilityRules.Rows(new("c.md", [row]), CompatibilityRules.Tests([_tests])).SingleOrDefault();
        Assert.Equal(error, found);
    }
}
