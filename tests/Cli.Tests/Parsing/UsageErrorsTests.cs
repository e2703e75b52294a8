using System.Text.RegularExpressions;
using ReplayGraph.Cli.Tests.Help;
using ReplayGraph.Cli.Tests.Running;

namespace ReplayGraph.Cli.Tests.Parsing;

public sealed partial class UsageErrorsTests
{
    [Theory]
    [InlineData("improt x", "unknown command 'improt'; did you mean 'import'?")]
    [InlineData("frobnicate", "unknown command 'frobnicate'")]
    [InlineData("--hlep", "unknown option '--hlep'; did you mean '--help'?")]
    [InlineData("import --servr http://x", "unknown option '--servr'; did you mean '--server'?")]
    [InlineData("import facts --servr=http://x", "unknown option '--servr'; did you mean '--server'?")]
    [InlineData("import facts -x", "unknown option '-x'")]
    [InlineData("import --version", "unknown option '--version'")]
    [InlineData("lookup --isue 5", "unknown option '--isue'; did you mean '--issue'?")]
    [InlineData("--server http://x import facts", "'--server' goes after the command: replaygraph import --server")]
    [InlineData("import facts --data --server http://x", "'--data' needs a value; if it is '--server', write '--data=--server'")]
    [InlineData("import facts --data", "'--data' needs a value: --data <folder>")]
    [InlineData("import facts --data=", "'--data' needs a value: --data <folder>")]
    [InlineData("import facts --data a --data b", "'--data' can be given only once")]
    [InlineData("import facts --gzip=very", "'--gzip' takes no value")]
    [InlineData("import --gzip", "<file> is missing")]
    [InlineData("verify data", "unexpected argument 'data'; 'verify' takes only options")]
    [InlineData("generate 10 20", "unexpected argument '20'")]
    [InlineData("generate many", "<count>: 'many' is not a whole number from 1 to 1,000,000,000")]
    [InlineData("generate -5", "<count>: '-5' is not a whole number from 1 to 1,000,000,000")]
    [InlineData("import facts --retention-days many", "--retention-days: 'many' is not a whole number from 1 to 3,650")]
    [InlineData("lookup --issue 1 --sort recnt", "--sort: 'recnt' is unknown; did you mean 'recent'?")]
    [InlineData("lookup --issue 1 --fate live,delted", "--fate: 'delted' is unknown; did you mean 'deleted'?")]
    [InlineData("lookup --issue 1 --evidence hearsay", "--evidence: 'hearsay' is unknown; expected one of tagged, listed, trace, sibling, stale, shared, any")]
    [InlineData("lookup --issue 1 --start yesterday", "--start: 'yesterday' is not a time such as 2026-11-20T10:00:00Z, Unix seconds, or now")]
    public async Task AMistakeIsASentence(string line, string sentence)
    {
        using var place = new Workplace();
        Ran ran = await place.RunAsync(line.Split(' '));
        Assert.Equal((2, ""), (ran.Code, ran.Text));
        Assert.Equal($"replaygraph: {sentence}", ran.Error.Split('\n')[0]);
        Assert.Matches(@"^Run 'replaygraph (\w+ )?--help' for more\.$", ran.Error.TrimEnd().Split('\n')[^1]);
        Assert.False(Directory.Exists(place.Data), "a command line that is wrong must not make anything");
    }

    [Fact]
    public async Task UnknownOptionsHideWhatFollowsFromThem()
    {
        using var place = new Workplace();
        Ran ran = await place.RunAsync("lookup", "--isue", "5", "--limt", "3", "--sort", "x");
        Assert.Equal(
            [
                "replaygraph: unknown option '--isue'; did you mean '--issue'?",
                "replaygraph: unknown option '--limt'; did you mean '--limit'?",
            ],
            ran.Error.Split('\n')[..2]);
    }

    [Fact]
    public async Task BehindTwoDashesAllAreFiles()
    {
        using var place = new Workplace();
        Ran ran = await place.RunAsync("import", "--", "--servr");
        Assert.Equal((2, "replaygraph: --servr: no such file\n"), (ran.Code, ran.Error));
    }

    [Theory]
    [InlineData("--transaction", "@handler")]
    [InlineData("--transaction=--handler")]
    [InlineData("--transaction", "-handler")]
    [InlineData("--transaction", "import")]
    public async Task NamesMayLookLikeSomethingElse(params string[] transaction)
    {
        using var place = new Workplace();
        await place.RunAsync("import", place.Write("facts", Samples.Error(1)));
        Ran ran = await place.RunAsync(["lookup", .. transaction]);
        Assert.Equal(1, ran.Code);
        Assert.EndsWith("Unknown: no event was received, or all have expired.\n", ran.Error, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(HelpTests.CommandsThatWork), MemberType = typeof(HelpTests))]
    public async Task NoRefusalNamesATypeOfTheLibrary(string command)
    {
        using var place = new Workplace();
        string page = (await place.RunAsync(command, "--help")).Text;
        string[] options = [.. Options().Matches(page).Select(match => match.Value)];
        Assert.NotEmpty(options);
        foreach (string option in options)
        {
            Ran ran = await place.RunAsync(command, option + "=\u0001 nonsense");
            Assert.DoesNotContain("System.", ran.Error, StringComparison.Ordinal);
            Assert.DoesNotContain("Cannot parse", ran.Error, StringComparison.Ordinal);
        }
    }

    [GeneratedRegex("(?m)(?<=^  (-q, )?)--[a-z-]+")]
    private static partial Regex Options();
}
