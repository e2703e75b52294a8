using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;
using ReplayGraph.Cli.Tests.Running;

namespace ReplayGraph.Cli.Tests.Generating;

public sealed partial class GenerateCommandTests
{
    private static readonly string[] _fixed = ["generate", "2000", "--seed", "42", "--start", "2026-11-01T00:00:00Z"];

    /// <summary>Workloads are named in measurements by seed alone: if this changes, old figures can no longer be compared.</summary>
    [Fact]
    public async Task TheSameSeedMakesTheSameBytesForEver()
    {
        using var place = new Workplace();
        Ran ran = await place.RunAsync(_fixed);
        Assert.Equal(
            "2593a617f857e69db9ef2f2b227eb74bca2ad10be02f6d9e90735cb2e226f4a7",
            Convert.ToHexStringLower(SHA256.HashData(ran.Output)));
    }

    [Fact]
    public async Task AnswersDoNotChangeTheFacts()
    {
        using var place = new Workplace();
        byte[] without = (await place.RunAsync(_fixed)).Output;
        Assert.Equal(without, (await place.RunAsync([.. _fixed, "--answers", place["answers"]])).Output);
        using JsonDocument answers = JsonDocument.Parse(File.ReadAllBytes(place["answers"]));
        Assert.Equal(
            ["issues", "transactions", "traces", "events"], answers.RootElement.EnumerateObject().Select(list => list.Name));
    }

    [Fact]
    public async Task TitlesChangeNothingElse()
    {
        using var place = new Workplace();
        string without = (await place.RunAsync(_fixed)).Text, titled = (await place.RunAsync([.. _fixed, "--titles"])).Text;
        MatchCollection titles = TitlePattern().Matches(titled);
        Assert.Equal(without, TitlePattern().Replace(titled, ""));
        Assert.Equal(without.Split("\"group_id\"").Length - 1, titles.Count);
        Assert.InRange(titles.Select(title => title.Value).Distinct().Count(), 8, 24);
        Assert.All(titled.TrimEnd('\n').Split('\n'), line => JsonDocument.Parse(line).Dispose());
    }

    [Fact]
    public async Task AnotherSeedMakesOtherFacts()
    {
        using var place = new Workplace();
        Assert.NotEqual((await place.RunAsync(_fixed)).Output, (await place.RunAsync([.. _fixed[..2], "--start", _fixed[^1]])).Output);
    }

    [Fact]
    public async Task TheShapeIsThatOfAProduct()
    {
        using var place = new Workplace();
        string[] lines = (await place.RunAsync("generate", "60000")).Text.TrimEnd('\n').Split('\n');
        int Count(string text) => lines.Count(line => line.Contains(text, StringComparison.Ordinal));
        int events = lines.Length - Count("\"replay_event\"");
        Assert.InRange(events, 60_000, 60_010);
        Assert.InRange(Count("\"error\"") / (double)events, 0.12, 0.15);
        Assert.InRange(Count("\"replay_event\"") / (double)events, 0.015, 0.030);
        // 3 in 10 of the browser's transactions carry a replay's id; 7 % of those replays never arrive.
        int front = lines.Count(line => line.Contains("\"transaction\",\"event_id\"", StringComparison.Ordinal)
            && line.Contains("javascript", StringComparison.Ordinal));
        int tagged = lines.Count(line => line.Contains("\"transaction\",\"event_id\"", StringComparison.Ordinal)
            && line.Contains("replay_id", StringComparison.Ordinal));
        Assert.InRange(tagged / (double)front, 0.27, 0.33);
    }

    [Fact]
    public async Task ByDefaultItEndsJustNow()
    {
        using var place = new Workplace();
        string[] lines = (await place.RunAsync("generate", "3000")).Text.TrimEnd('\n').Split('\n');
        double[] times = [.. lines.Select(line => JsonDocument.Parse(line).RootElement.GetProperty("timestamp").GetDouble())];
        double now = Workplace.Now.ToUnixTimeSeconds();
        Assert.InRange(times.Max(), now - 120, now);
        Assert.NotEqual(times, times.Order());
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-5")]
    [InlineData("many")]
    [InlineData("1000000001")]
    public async Task ACountOutOfRangeIsSaid(string count)
    {
        using var place = new Workplace();
        Ran ran = await place.RunAsync("generate", count);
        Assert.Equal(2, ran.Code);
        Assert.Empty(ran.Output);
    }

    [Theory]
    [InlineData("-0.1")]
    [InlineData("1.1")]
    [InlineData("half")]
    [InlineData("NaN")]
    public async Task AShareOutOfRangeIsAnError(string share)
    {
        using var place = new Workplace();
        Ran ran = await place.RunAsync("generate", "10", $"--untraced={share}");
        Assert.Equal(2, ran.Code);
        Assert.Contains($"--untraced: '{share}' is not a number from 0 to 1", ran.Error, StringComparison.Ordinal);
        Assert.Empty(ran.Output);
    }

    [Fact]
    public async Task AnAnswersFileThatCannotBeWrittenIsSaid()
    {
        using var place = new Workplace();
        Ran ran = await place.RunAsync("generate", "10", "--answers", Path.Combine(place["none"], "answers"));
        Assert.Equal(2, ran.Code);
        Assert.Empty(ran.Output);
    }

    [Fact]
    public void NumbersAreTheGenerators()
    {
        // The first outputs of xoshiro256** with SplitMix64's first outputs for seed 0 as its state, by the authors' C code.
        var dice = new ReplayGraph.Cli.Generating.Dice(0);
        Assert.Equal("99ec5f36cb75f2b4 bf6e1f784956452a 1a5f849d4933e6e0 6aa594f1262d2d2c", string.Join(
            ' ', Enumerable.Range(0, 4).Select(_ => dice.Bits().ToString("x16", CultureInfo.InvariantCulture))));
    }

    [GeneratedRegex(",\"title\":\"(?:[^\"\\\\]|\\\\.)*\"")]
    private static partial Regex TitlePattern();
}
