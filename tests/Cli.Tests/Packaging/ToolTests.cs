using System.IO.Compression;
using System.Xml.Linq;
using ReplayGraph.Cli.Tests.Running;
using ReplayGraph.Conformance.Sources;

namespace ReplayGraph.Cli.Tests.Packaging;

public sealed class ToolTests(Tool tool) : IClassFixture<Tool>
{
    [Fact]
    public async Task ItSaysTheVersionOfItsPackage() => Assert.Equal(
        $"replaygraph.{(await tool.RunAsync("--version")).Trim()}.nupkg", Path.GetFileName(tool.Package));

    [Fact]
    public async Task ItImportsAndLooksUp()
    {
        await File.WriteAllTextAsync(tool["facts.ndjson"], string.Join('\n', Samples.Error(1), Samples.Segment));
        await tool.RunAsync("import", tool["facts.ndjson"], "--data", tool["data"]);
        string found = await tool.RunAsync("lookup", "--issue", "17", "--data", tool["data"]);
        Assert.Contains($"\n{Samples.Replay}\tlive\t", found, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ThePackageSaysWhatItIs()
    {
        await using ZipArchive package = await ZipFile.OpenReadAsync(tool.Package);
        await using Stream description = await package.GetEntry("replaygraph.nuspec")!.OpenAsync();
        XElement root = (await XDocument.LoadAsync(description, LoadOptions.None, default)).Root!;
        string Said(string name) => root.Descendants().Single(element => element.Name.LocalName == name).Value;
        Assert.Equal(("replaygraph", "Apache-2.0", "DotnetTool"), (Said("id"), Said("license"), TypeOf(root)));
        Assert.Contains("session replays", Said("description"), StringComparison.Ordinal);
        Assert.Equal("README.md", Said("readme"));
        Assert.Superset(
            new HashSet<string> { "README.md", "LICENSE", "THIRD-PARTY-NOTICES.md" },
            package.Entries.Select(entry => entry.FullName).ToHashSet());
    }

    [LinuxTheory]
    [InlineData("replaygraph im", "import")]
    [InlineData("replaygraph lookup --fate pa", "partial")]
    [InlineData("replaygraph lookup --fate live,pa", "live,partial")]
    [InlineData("replaygraph lookup --sort ", "best\nrecent")]
    [InlineData("replaygraph import --to", "--token\n--token-file")]
    [InlineData("replaygraph import facts", "")]
    public async Task TheShellCompletesItAsDocumented(string typed, string words)
    {
        string guide = await File.ReadAllTextAsync(Path.Combine(SourceTree.Find().Root, "docs", "CLI.md"));
        string script = guide.Split("```bash\n")[1].Split("```")[0];
        string completed = await tool.ScriptAsync($$"""
            {{script}}
            COMP_LINE='{{typed}}' COMP_POINT={{typed.Length}} COMP_WORDS=({{typed}}{{(typed.EndsWith(' ') ? "\"\"" : "")}})
            COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
            _replaygraph || true
            printf '%s\n' "${COMPREPLY[@]}"
            """);
        Assert.Equal(words, completed.Trim());
    }

    private static string? TypeOf(XElement root) =>
        root.Descendants().Single(element => element.Name.LocalName == "packageType").Attribute("name")?.Value;
}
