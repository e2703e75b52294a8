using ReplayGraph.Cli.Tests.Running;

namespace ReplayGraph.Cli.Tests.Lookups;

public sealed class LookupCommandTests
{
    private const string Json =
        $$"""{"replays":[{"replay_id":"{{Samples.Replay}}","project_id":"1","fate":"live","started_at":"2026-11-18T11:06:40.000Z",{{Rest}}""";

    private const string Rest = """
        "finished_at":"2026-11-18T11:06:40.000Z","duration_ms":0,"evidence":["trace"],"events":2,"first_seen":"2026-11-18T11:06:41.000Z",
        "last_seen":"2026-11-18T11:06:42.000Z","moment_ms":0}],"total":1}
        """;

    [Fact]
    public async Task JsonIsThatOfTheApi()
    {
        using Workplace place = await FilledAsync();
        Ran ran = await place.RunAsync("lookup", "--issue", "17", "--json");
        Assert.Equal((0, Json.Replace(",\n", ",", StringComparison.Ordinal) + "\n"), (ran.Code, ran.Text));
    }

    [Fact]
    public async Task WhatIsReadByToolsHasTabs()
    {
        using Workplace place = await FilledAsync();
        Ran ran = await place.RunAsync("lookup", "--trace", Samples.Trace, "--event", Samples.Event(1));
        string[] lines = ran.Text.Split('\n');
        Assert.Equal("replay_id\tfate\tstarted_at\tduration\tevidence\tevents\tfirst_seen\tlast_seen", lines[0]);
        Assert.Equal(
            $"{Samples.Replay}\tlive\t2026-11-18T11:06:40.000Z\t0\ttrace\t2\t2026-11-18T11:06:41.000Z\t2026-11-18T11:06:42.000Z", lines[1]);
        Assert.Contains("1 of 1 replays", ran.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OnATerminalItIsATable()
    {
        using Workplace place = await FilledAsync(isTerminal: true);
        Ran ran = await place.RunAsync("lookup", "--issue", "17");
        Assert.Contains(Samples.Replay, ran.Text, StringComparison.Ordinal);
        Assert.Contains("replay id", ran.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("\t", ran.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SaysWhomItAsked()
    {
        using Workplace place = await FilledAsync();
        Ran ran = await place.RunAsync("lookup", "--issue", "17");
        string said = $"No server at {place.DefaultServer}; querying the data folder {place.Data}";
        Assert.Contains(said, ran.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--issue", "18")]
    [InlineData("--issue", "17", "--evidence", "tagged,listed")]
    [InlineData("--issue", "17", "--fate", "archived")]
    [InlineData("--issue", "17", "--end", "2026-11-18T11:06:41Z")]
    [InlineData("--issue", "17", "--start", "1795000003")]
    [InlineData("--issue", "17", "--stats-period", "1h")]
    [InlineData("--issue", "17", "--org", "other")]
    [InlineData("--transaction", "none")]
    public async Task FindsNothing(params string[] args)
    {
        using Workplace place = await FilledAsync();
        Ran ran = await place.RunAsync(["lookup", .. args]);
        Assert.Equal((1, ""), (ran.Code, ran.Text));
    }

    [Theory]
    [InlineData("17", "No replay found.")]
    [InlineData("18", "Unknown: no event was received, or all have expired.")]
    public async Task TellsWhatIsNotKnownFromWhatHasNoReplay(string issue, string message)
    {
        using var place = new Workplace();
        await place.RunAsync("import", place.Write("facts", Samples.Error(1)));
        Assert.Contains(message, (await place.RunAsync("lookup", "--issue", issue)).Error, StringComparison.Ordinal);
        Assert.Equal(issue == "18", (await place.RunAsync("lookup", "--issue", issue, "--json")).Text.Contains("\"known\":false", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("--evidence", "trace")]
    [InlineData("--evidence", "tagged,trace", "--fate", "live,archived", "--sort", "recent")]
    [InlineData("--fate", "any")]
    [InlineData("--start", "2026-11-18", "--end", "now")]
    [InlineData("--stats-period", "3d")]
    [InlineData("--start", "2026-11-18T12:00:00.500+01:00", "--limit", "1")]
    public async Task Finds(params string[] args)
    {
        using Workplace place = await FilledAsync();
        Assert.Equal(0, (await place.RunAsync(["lookup", "--issue", "17", .. args])).Code);
    }

    [Fact]
    public async Task PagesGoOn()
    {
        using var place = new Workplace();
        string[] replays = [.. Enumerable.Range(1, 1203).Select(Samples.Event)];
        IEnumerable<string> segments = replays.Select(id => Samples.Segment.Replace(Samples.Replay, id, StringComparison.Ordinal));
        IEnumerable<string> errors = replays.Select((id, n) => Samples.Error(n)[..^1] + $",\"replay_id\":\"{id}\"}}");
        await place.RunAsync("import", place.Write("facts", string.Join('\n', segments.Concat(errors))));

        Ran all = await place.RunAsync("lookup", "--issue", "17", "--limit", "5000");
        Assert.Equal(replays.Order(), Ids(all).Order());
        Assert.Contains("Shared traces, which are not evidence: 1. ", all.Error, StringComparison.Ordinal);
        Ran first = await place.RunAsync("lookup", "--issue", "17", "--limit", "1100");
        Assert.Contains("1,100 of 1,203 replays; more: --cursor ", first.Error, StringComparison.Ordinal);
        string cursor = first.Error.Split("--cursor ")[1].Trim();
        Ran rest = await place.RunAsync("lookup", "--issue", "17", "--cursor", cursor, "--limit", "1000");
        Assert.Equal(Ids(all), Ids(first).Concat(Ids(rest)));
    }

    [Theory]
    [InlineData("--json")]
    [InlineData("--issue", "0")]
    [InlineData("--issue", "x")]
    [InlineData("--trace", "123")]
    [InlineData("--event", "00000000000000000000000000000000")]
    [InlineData("--transaction", "")]
    [InlineData("--issue", "1", "--fate", "happy")]
    [InlineData("--issue", "1", "--evidence", "hearsay")]
    [InlineData("--issue", "1", "--sort", "worst")]
    [InlineData("--issue", "1", "--limit", "0")]
    [InlineData("--issue", "1", "--stats-period", "14")]
    [InlineData("--issue", "1", "--stats-period", "14d", "--start", "2026-11-18")]
    [InlineData("--issue", "1", "--start", "2026-11-18", "--end", "2026-11-17")]
    [InlineData("--issue", "1", "--cursor", "1.2")]
    [InlineData("--issue", "1", "--verbose")]
    public async Task WrongUseIsSaid(params string[] args)
    {
        using Workplace place = await FilledAsync();
        Ran ran = await place.RunAsync(["lookup", .. args]);
        Assert.Equal((2, ""), (ran.Code, ran.Text));
        Assert.Contains("replaygraph: ", ran.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AFolderThatIsNotThereCannotBeUsed()
    {
        using var place = new Workplace();
        Ran named = await place.RunAsync("lookup", "--issue", "1", "--data", place["none"]);
        Assert.Equal(3, named.Code);
        Assert.False(Directory.Exists(place["none"]));
        Assert.Equal(3, (await place.RunAsync("lookup", "--issue", "1")).Code);
    }

    private static IEnumerable<string> Ids(Ran ran) => ran.Text.TrimEnd('\n').Split('\n').Skip(1).Select(line => line.Split('\t')[0]);

    private static async Task<Workplace> FilledAsync(bool isTerminal = false)
    {
        var place = new Workplace { IsTerminal = isTerminal };
        string file = place.Write("facts", string.Join('\n', Samples.Error(1), Samples.Error(2), Samples.Segment));
        Assert.Equal(0, (await place.RunAsync("import", file)).Code);
        return place;
    }
}
