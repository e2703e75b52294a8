using System.Globalization;
using ReplayGraph.Cli.Tests.Running;

namespace ReplayGraph.Cli.Tests.Parsing;

/// <summary>What shells ask while somebody types.</summary>
public sealed class CompletionTests
{
    [Theory]
    [InlineData("replaygraph im", "import")]
    [InlineData("replaygraph lookup --so", "--sort")]
    [InlineData("replaygraph lookup --sort ", "best", "recent")]
    [InlineData("replaygraph lookup --sort r", "recent")]
    [InlineData("replaygraph lookup --fate pe", "pending")]
    [InlineData("replaygraph lookup --fate live,ex", "live,expired")]
    [InlineData("replaygraph lookup --evidence ", "any", "listed", "shared", "sibling", "stale", "tagged", "trace")]
    [InlineData("replaygraph help ver", "verify")]
    [InlineData("replaygraph import --sort=")]
    public async Task WordsAreCompleted(string typed, params string[] words)
    {
        using var place = new Workplace();
        Ran ran = await place.RunAsync($"[suggest:{typed.Length.ToString(CultureInfo.InvariantCulture)}]", typed);
        Assert.Equal((0, ""), (ran.Code, ran.Error));
        Assert.Equal(words, ran.Text.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task CommandsAndOptionsAreOffered()
    {
        using var place = new Workplace();
        string[] top = await SuggestionsAsync(place, "replaygraph ");
        Assert.Superset(new HashSet<string> { "import", "lookup", "generate", "compare", "verify", "help", "--version" }, top.ToHashSet());
        string[] import = await SuggestionsAsync(place, "replaygraph import --");
        Assert.Superset(new HashSet<string> { "--data", "--server", "--token-file", "--quiet", "--help" }, import.ToHashSet());
        Assert.DoesNotContain("/h", import);
    }

    private static async Task<string[]> SuggestionsAsync(Workplace place, string typed) => (await place.RunAsync(
        $"[suggest:{typed.Length.ToString(CultureInfo.InvariantCulture)}]", typed)).Text.Split(Environment.NewLine);
}
