using ReplayGraph.Conformance.Sources;

namespace ReplayGraph.Graph.Tests.Tidy;

public sealed class FolderTests
{
    private static readonly SourceFile
        _stream = File("Web", "Streams/Stream.cs", "Streams", "public sealed class Stream;"),
        _parser = File("Web", "Parsers/Parser.cs", "Parsers", "internal static class Parser;");

    [Fact]
    public void Folders_HaveNoCircle()
    {
        List<string> errors = [.. FolderRules.Circles(SourceTree.Find().Files(".cs"), OpenFindings.Circles)];
        Assert.True(errors.Count == 0, string.Join('\n', errors));
    }

    [Fact]
    public void Graph_RefersToNoProject()
    {
        SourceFile project = Assert.Single(SourceTree.Find().Files(".csproj"), file => file.Path == "src/Graph/Graph.csproj");
        Assert.DoesNotContain(project.Lines, line => line.Contains("ProjectReference", StringComparison.Ordinal));
    }

    [Fact]
    public void Using_IsAnArrow()
    {
        SourceFile reader = File("Web", "Parsers/Reader.cs", "Parsers", "class Reader(Stream stream);", "using ReplayGraph.Web.Streams;");
        SourceFile writer = File("Web", "Streams/Writer.cs", "Streams", "class Writer;", "using ReplayGraph.Web.Parsers;");
        Assert.Empty(FolderRules.Circles([_stream, _parser, reader], []));
        Assert.Equal(
            ["Web: Parsers -> Streams -> Parsers (src/Web/Parsers/Reader.cs:1 using ReplayGraph.Web.Streams; "
                + "src/Web/Streams/Writer.cs:1 using ReplayGraph.Web.Parsers), move a type"],
            FolderRules.Circles([_stream, _parser, reader, writer], []));
    }

    [Fact]
    public void Circle_OfThree()
    {
        SourceFile a = File("Web", "A/A.cs", "A", "class A;", "using ReplayGraph.Web.B;");
        SourceFile b = File("Web", "B/B.cs", "B", "class B;", "using static ReplayGraph.Web.C.C;");
        SourceFile c = File("Web", "C/C.cs", "C", "class C;", "using Alias = ReplayGraph.Web.A.A;");
        Assert.StartsWith("Web: A -> B -> C -> A (", Assert.Single(FolderRules.Circles([a, b, c], [])), StringComparison.Ordinal);
        Assert.Empty(FolderRules.Circles([a, b], []));
    }

    [Theory]
    [InlineData("class Writer : Base;")]
    [InlineData("class Writer(Parsers.Parser parser);")]
    [InlineData("class Writer { object a = new ReplayGraph.Web.Parsers.Parser(); }")]
    public void NameWithoutUsing_IsAnArrow(string code)
    {
        SourceFile root = File("Web", "Base.cs", "", "class Base;", "using ReplayGraph.Web.Streams;");
        SourceFile parser = File("Web", "Parsers/Back.cs", "Parsers", "class Back;", "using ReplayGraph.Web.Streams;");
        SourceFile[] files = [root, _stream, _parser, parser];
        Assert.Empty(FolderRules.Circles(files, []));
        Assert.Single(FolderRules.Circles([.. files, File("Web", "Streams/Writer.cs", "Streams", code)], []));
    }

    [Theory]
    [InlineData("class Writer; // unlike Base")]
    [InlineData("class Writer { const string Name = \"Base\"; }")]
    [InlineData("class Writer { object a = other.Base; }")]
    [InlineData("class Writer { object a = Other.Streams.Base; }")]
    public void OtherText_IsNoArrow(string code)
    {
        SourceFile root = File("Web", "Base.cs", "", "class Base;", "using ReplayGraph.Web.Streams;");
        Assert.Empty(FolderRules.Circles([root, _stream, File("Web", "Streams/Writer.cs", "Streams", code)], []));
    }

    [Fact]
    public void NamespaceOfTwoFolders_IsReadByItsTypes()
    {
        SourceFile id = File("Web", "Ids/Id.cs", "", "struct Id;");
        SourceFile facade = File("Web", "Facade.cs", "", "class Facade(Stream stream);", "using ReplayGraph.Web.Streams;");
        SourceFile named = File("Web", "Streams/Named.cs", "Streams", "class Named(Id id);");
        Assert.Empty(FolderRules.Circles([id, facade, named, _stream], []));
        SourceFile user = File("Web", "Streams/User.cs", "Streams", "class User(Facade facade);");
        Assert.Single(FolderRules.Circles([id, facade, named, user, _stream], []));
    }

    [Fact]
    public void OtherProject_IsNoArrow() => Assert.Empty(FolderRules.Circles(
        [
            File("Web", "A/A.cs", "A", "class A;", "using ReplayGraph.Store.B;"),
            File("Store", "B/B.cs", "B", "class B;", "using ReplayGraph.Web.A;"),
        ],
        []));

    [Fact]
    public void OpenArrow_IsLeftOutWhileItClosesACircle()
    {
        SourceFile a = File("Web", "A/A.cs", "A", "class A;", "using ReplayGraph.Web.B;");
        SourceFile b = File("Web", "B/B.cs", "B", "class B;", "using ReplayGraph.Web.A;");
        Assert.Empty(FolderRules.Circles([a, b], ["Web: B -> A"]));
        Assert.Equal(["Web: B -> A is on no circle, delete it from OpenFindings"], FolderRules.Circles([a], ["Web: B -> A"]));
        Assert.Equal(["Web: A -> C is on no circle, delete it from OpenFindings"], FolderRules.Circles([a], ["Web: A -> C"]));
    }

    private static SourceFile File(string project, string path, string folder, string code, params string[] usings) => new(
        $"src/{project}/{path}", [.. usings, $"namespace ReplayGraph.{project}{(folder.Length > 0 ? "." : "")}{folder};", "", code]);
}
