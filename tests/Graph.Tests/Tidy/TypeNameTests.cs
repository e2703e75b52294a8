using ReplayGraph.Conformance.Sources;

namespace ReplayGraph.Graph.Tests.Tidy;

public sealed class TypeNameTests
{
    [Fact]
    public void Types_HaveOneNameEach()
    {
        SourceTree tree = SourceTree.Find();
        List<string> errors = [.. TypeNameRules.Twice(tree.Files(".cs"), OpenFindings.Names)];
        Assert.True(errors.Count == 0, string.Join('\n', errors));
    }

    [Fact]
    public void Name_OfTwoNamespaces()
    {
        SourceFile[] files = [File("A", "public sealed class Row;"), File("B", "internal readonly record struct Row(int At);")];
        Assert.Equal(["Row is defined twice (src/A/File.cs, src/B/File.cs), use two names"], TypeNameRules.Twice(files, []));
        Assert.Empty(TypeNameRules.Twice(files, ["Row"]));
        Assert.Equal(["Row is not defined twice, delete it from OpenFindings"], TypeNameRules.Twice(files[..1], ["Row"]));
    }

    [Theory]
    [InlineData("A", "internal partial class Row;")]
    [InlineData("A", "internal sealed class Row<T>;")]
    [InlineData("B", "class Other", "{", "    private enum Row;", "}")]
    [InlineData("B", "// a class Row")]
    public void Name_OfOneThing(string space, params string[] code) =>
        Assert.Empty(TypeNameRules.Twice([File("A", "internal partial class Row;"), File(space, code)], []));

    private static SourceFile File(string space, params string[] code) =>
        new($"src/{space}/File.cs", [$"namespace ReplayGraph.{space};", "", .. code]);
}
