using ReplayGraph.Cli.Tests.Running;

namespace ReplayGraph.Cli.Tests.Help;

public sealed class HelpTests
{
    private const int Width = 80;

    private static readonly string[] _commands = ["import", "lookup", "generate", "compare", "verify", "help"];

    public static TheoryData<string> Commands => [.. _commands];

    public static TheoryData<string> CommandsThatWork => [.. _commands[..^1]];

    [Theory]
    [InlineData]
    [InlineData("import")]
    [InlineData("lookup")]
    [InlineData("generate")]
    [InlineData("compare")]
    public async Task WithoutArgumentsTheHelpIsShort(params string[] args)
    {
        using var place = new Workplace();
        Ran ran = await place.RunAsync(args);
        Assert.Equal((2, ""), (ran.Code, ran.Text));
        Assert.Contains("\nUsage: replaygraph ", ran.Error, StringComparison.Ordinal);
        Assert.Contains("\nExamples:\n  replaygraph ", ran.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Exit codes", ran.Error, StringComparison.Ordinal);
        Assert.Contains("--help'", ran.Error.TrimEnd().Split('\n')[^1], StringComparison.Ordinal);
        Assert.InRange(ran.Error.Split('\n').Length, 1, 20);
    }

    [Fact]
    public async Task TheTopHasALineForEachCommand()
    {
        using var place = new Workplace();
        Ran ran = await place.RunAsync("--help");
        Assert.Equal((0, ""), (ran.Code, ran.Error));
        string[] lines = ran.Text.Split("Commands:\n")[1].Split("\n\n")[0].Split('\n');
        Assert.Equal(_commands, lines.Select(line => line.Trim().Split(' ')[0]));
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task ThreeWaysLeadToAPage(string command)
    {
        using var place = new Workplace();
        Ran asked = await place.RunAsync("help", command);
        Assert.Equal((0, ""), (asked.Code, asked.Error));
        Assert.Contains($"Usage: replaygraph {command}", asked.Text, StringComparison.Ordinal);
        Assert.Equal(asked.Text, (await place.RunAsync(command, "--help")).Text);
        Assert.Equal(asked.Text, (await place.RunAsync(command, "-h")).Text);
    }

    [Fact]
    public async Task HelpAloneIsTheTop()
    {
        using var place = new Workplace();
        Assert.Equal((await place.RunAsync("--help")).Text, (await place.RunAsync("help")).Text);
    }

    [Fact]
    public async Task HelpOfAnUnknownCommandNamesTheNearest()
    {
        using var place = new Workplace();
        Ran ran = await place.RunAsync("help", "improt");
        Assert.Equal((2, "replaygraph: unknown command 'improt'; did you mean 'import'?\n"), (ran.Code, ran.Error));
    }

    [Fact]
    public async Task WhoeverAsksForHelpGetsItInSpiteOfMistakes()
    {
        using var place = new Workplace();
        Ran ran = await place.RunAsync("import", "--servr", "x", "--retention-days", "many", "-h");
        Assert.Equal((0, ""), (ran.Code, ran.Error));
        Assert.Contains("--server <url>", ran.Text, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task PagesFitAndNameTypesAsPeopleDo(string command)
    {
        using var place = new Workplace();
        string page = (await place.RunAsync(command, "--help")).Text;
        Assert.All(page.Split('\n'), line => Assert.InRange(line.Length, 0, Width));
        Assert.All(page.Split('\n'), line => Assert.Equal(line.TrimEnd(), line));
        Assert.DoesNotContain("System.", page, StringComparison.Ordinal);
        Assert.DoesNotMatch("<[A-Z]", page);
        Assert.Matches("(?m)^  -h, --help ", page);
    }

    [Theory]
    [MemberData(nameof(CommandsThatWork))]
    public async Task PagesSayWhatTheExitCodesMean(string command)
    {
        using var place = new Workplace();
        string page = (await place.RunAsync(command, "--help")).Text;
        string codes = page.Split("Exit codes:\n")[1];
        Assert.Matches("(?m)^  0 ", codes);
        Assert.Matches("(?m)^  2 ", codes);
        Assert.Matches("(?m)^  130 ", codes);
    }

    [Fact]
    public async Task AWiderTerminalHasLongerLines()
    {
        using var place = new Workplace { Columns = 200 };
        string[] lines = (await place.RunAsync("import", "--help")).Text.Split('\n');
        Assert.InRange(lines.Max(line => line.Length), Width + 1, 110);
    }
}
