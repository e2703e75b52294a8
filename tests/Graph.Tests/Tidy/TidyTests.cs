using ReplayGraph.Conformance.Sources;

namespace ReplayGraph.Graph.Tests.Tidy;

public sealed class TidyTests
{
    [Fact]
    public void Project_IsTidy()
    {
        SourceTree tree = SourceTree.Find();
        List<SourceFile> code = [.. tree.Files(".cs")];

        List<string> errors =
        [
            .. code.SelectMany(TidyRules.Code),
            .. tree.Files(".md").SelectMany(file => TidyRules.Document(file, tree.Exists)),
        ];

        Assert.Contains(code, file => file.Path == "src/Graph/IGraph.cs");
        Assert.True(errors.Count == 0, string.Join('\n', errors));
    }

    [Fact]
    public void Code_LeavesNoWork()
    {
        Assert.Equal(
            ["src/A.cs:2: TO" + "DO leaves work in the code, use an issue"], Errors("src/A.cs", "ok", "// TO" + "DO later"));
        Assert.Single(Errors("tests/A.cs", "// FIX" + "ME"));
    }

    [Fact]
    public void Code_Size()
    {
        Assert.Equal(["src/A.cs:1: 161 columns, use several lines: at most 160"], Errors("src/A.cs", new string('a', 161)));
        Assert.Empty(Errors("src/A.cs", new string('a', 160)));
        string[] lines = [.. Enumerable.Repeat("", 401)];
        Assert.Equal(["src/A.cs:401: 401 lines, use a second file: at most 400"], Errors("src/A.cs", lines));
        Assert.Empty(Errors("src/A.cs", lines[1..]));
    }

    [Fact]
    public void Document_HasOneTitle()
    {
        Assert.Empty(Errors("a.md", "# A", "## B", "```", "# no title", "```"));
        Assert.Equal(["a.md:1: no title, use one line that starts with '# '"], Errors("a.md", "A"));
        Assert.Equal(["a.md:2: a second title, use ##"], Errors("a.md", "# A", "# B"));
    }

    [Fact]
    public void Document_NamesPathsThatExist()
    {
        Assert.Empty(Errors("a.md", "# A", "`src/Graph`, `src/Graph/`, `src/Graph:12`, src/None, `src/*/None`, `src/...`"));
        Assert.Empty(Errors("a.md", "# A", "`other/None`, `dotnet run src/None`"));
        Assert.Equal(["a.md:1: src/None/A.cs does not exist, use a path that does"], Errors("a.md", "# `src/None/A.cs:3` and `src/Graph`"));
    }

    [Fact]
    public void Document_LinksToFilesThatExist()
    {
        Assert.Empty(Errors("src/a.md", "# A", "[g](Graph), [place](#here), [page](https://example.com/a)", "```", "[no link](gone)", "```"));
        Assert.Equal(["src/a.md:2: the link to gone.md leads nowhere, use a file that exists"], Errors("src/a.md", "# A", "[x](gone.md#place)"));
    }

    private static IEnumerable<string> Errors(string path, params string[] lines)
    {
        var file = new SourceFile(path, lines);
        return path.EndsWith(".md", StringComparison.Ordinal)
            ? TidyRules.Document(file, found => found == "src/Graph")
            : TidyRules.Code(file);
    }
}
