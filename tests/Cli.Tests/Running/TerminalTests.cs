using System.Text.RegularExpressions;

namespace ReplayGraph.Cli.Tests.Running;

/// <summary>What a person sees on a terminal, and what a pipe gets.</summary>
public sealed partial class TerminalTests
{
    [LinuxTheory]
    [InlineData("TERM", "xterm-256color")]
    [InlineData("NO_COLOR", "1")]
    [InlineData("TERM", "dumb")]
    public async Task NothingIsColoured(string name, string value)
    {
        using var place = new Workplace();
        string file = place.Write("facts", Samples.Errors(0, 20_000));
        string shown = await Terminal.ShowAsync($"{Terminal.Program} import {file} --data {place.Data}", (name, value));
        Assert.Contains("20,000 new", shown, StringComparison.Ordinal);
        Assert.DoesNotMatch(Colour(), shown);
        Assert.Equal(value != "dumb", shown.Contains("\e[?25l", StringComparison.Ordinal));
        shown = await Terminal.ShowAsync(
            $"{Terminal.Program} lookup --issue 17 --data {place.Data}; {Terminal.Program} --help", (name, value));
        Assert.DoesNotMatch(Colour(), shown);
    }

    [LinuxFact]
    public async Task APipeShowsARateAndNoShare()
    {
        using var place = new Workplace();
        string file = place.Write("facts", Samples.Errors(0, 20_000));
        string shown = await Terminal.ShowAsync($"cat {file} | {Terminal.Program} import - --data {place.Data}");
        Assert.Matches(@"standard input [\d,]+ facts [\d,]+ facts/s ", shown);
        Assert.DoesNotContain("%", shown, StringComparison.Ordinal);
    }

    [LinuxFact]
    public async Task WhatIsTypedIsNotDrawnOver()
    {
        using var place = new Workplace();
        string shown = await Terminal.ShowAsync($"{Terminal.Program} import - --data {place.Data}");
        Assert.Contains(
            "Reading facts from the terminal, one per line; press Ctrl-D at the start of a line to finish.",
            shown,
            StringComparison.Ordinal);
        Assert.Contains("standard input: 0 new", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("\e[?25l", shown, StringComparison.Ordinal);
    }

    [LinuxTheory]
    [InlineData("--help")]
    [InlineData("import --help")]
    [InlineData("lookup --issue 17 --data DATA")]
    [InlineData("lookup --issue 17 --json --data DATA")]
    [InlineData("compare ANSWERS --data DATA")]
    [InlineData("verify --data DATA")]
    public async Task AReaderWhoHasHadEnoughEndsItQuietly(string args)
    {
        using Workplace place = await FilledAsync();
        string said = await Terminal.PipeAsync($"set -o pipefail; {Line(place, args)} | true; echo code ${{PIPESTATUS[0]}}");
        Assert.DoesNotContain("   at ", said, StringComparison.Ordinal);
        Assert.DoesNotContain("replaygraph:", said, StringComparison.Ordinal);
        Assert.EndsWith("code 0\n", said, StringComparison.Ordinal);
    }

    [LinuxTheory]
    [InlineData("--help")]
    [InlineData("generate 1000")]
    [InlineData("lookup --issue 17 --data DATA")]
    [InlineData("lookup --issue 17 --json --data DATA")]
    [InlineData("compare ANSWERS --data DATA")]
    [InlineData("verify --data DATA")]
    public async Task AFullDiskIsASentence(string args)
    {
        using Workplace place = await FilledAsync();
        string said = await Terminal.PipeAsync($"{Line(place, args)} > /dev/full; echo code $?");
        Assert.DoesNotContain("   at ", said, StringComparison.Ordinal);
        Assert.EndsWith("replaygraph: standard output: no space left on the disk\ncode 3\n", said, StringComparison.Ordinal);
    }

    private static string Line(Workplace place, string args) => $"{Terminal.Program} " + args
        .Replace("DATA", place.Data, StringComparison.Ordinal)
        .Replace("ANSWERS", place["answers"], StringComparison.Ordinal);

    private static async Task<Workplace> FilledAsync()
    {
        var place = new Workplace();
        await place.RunAsync("import", place.Write("facts", string.Join('\n', Samples.Error(1), Samples.Segment)));
        place.Write("answers", $$"""{"issues":{"17":["{{Samples.Replay}}"]} }""");
        return place;
    }

    [GeneratedRegex(@"\e\[[0-9;]*m")]
    private static partial Regex Colour();
}
