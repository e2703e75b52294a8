using System.Text;
using ReplayGraph.Cli.Tests.Running;
using ReplayGraph.Embedded;

namespace ReplayGraph.Cli.Tests.Importing;

public sealed class ImportCommandTests
{
    [Fact]
    public async Task TakesFormatsAsTheyCome()
    {
        using var place = new Workplace();
        string mixed = place.Write("mixed", string.Join('\n', Samples.Error(1), Samples.EventStream, Samples.Segment, Samples.ReplayTopic));
        Ran ran = await place.RunAsync("import", mixed);
        Assert.Contains("4 new, 0 duplicates, 0 expired, 0 rejected", ran.Error, StringComparison.Ordinal);
        Assert.Equal((0, ""), (ran.Code, ran.Text));
        Assert.Equal(0, (await place.RunAsync("lookup", "--issue", "77")).Code);
    }

    [Fact]
    public async Task TakesGzipAndStandardInput()
    {
        using var place = new Workplace();
        string gzip = place.Write("facts.any", Samples.Gzip(Samples.Errors(0, 3000)));
        Assert.Contains("3,000 new", (await place.RunAsync("import", gzip)).Error, StringComparison.Ordinal);

        Ran plain = await place.RunAsync(Encoding.UTF8.GetBytes(Samples.Errors(3000, 10)), default, "import", "-");
        Assert.Contains("standard input: 10 new", plain.Error, StringComparison.Ordinal);
        Ran again = await place.RunAsync(Samples.Gzip(Samples.Errors(3000, 20)), default, "import", "-");
        Assert.Contains("standard input: 10 new, 10 duplicates", again.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnEmptyFileIsNothing()
    {
        using var place = new Workplace();
        Ran ran = await place.RunAsync("import", place.Write("empty", ""), place.Write("empty.gz", Samples.Gzip("")));
        Assert.Equal(0, ran.Code);
        Assert.Contains("All 2 inputs: 0 new", ran.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OnATerminalThereIsABar()
    {
        using var place = new Workplace { IsTerminal = true };
        Ran ran = await place.RunAsync("import", place.Write("[facts]", Samples.Errors(0, 50)));
        Assert.Equal((0, ""), (ran.Code, ran.Text));
        Assert.Contains("50 new", ran.Error, StringComparison.Ordinal);
        Ran piped = await place.RunAsync(Samples.Gzip(Samples.Errors(0, 50)), default, "import", "-");
        Assert.Contains("50 duplicates", piped.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAgainItGoesOn()
    {
        using var place = new Workplace();
        await place.RunAsync("import", place.Write("part", Samples.Errors(0, 40)));
        Ran ran = await place.RunAsync("import", place.Write("whole", Samples.Errors(0, 100)));
        Assert.Contains("60 new, 40 duplicates", ran.Error, StringComparison.Ordinal);
        Assert.Equal(0, ran.Code);
    }

    [Fact]
    public async Task SaysWhichLinesItRefused()
    {
        using var place = new Workplace();
        const string bad = """{"type":"error","event_id":"zz"}""";
        string file = place.Write("bad", string.Join('\n', Samples.Error(1), "", bad, "no json", Samples.Error(2), ""));
        Ran ran = await place.RunAsync("import", file);
        Assert.Equal(1, ran.Code);
        Assert.Contains($"{file}:3: event_id: ", ran.Error, StringComparison.Ordinal);
        Assert.Contains($"{file}:4: ", ran.Error, StringComparison.Ordinal);
        Assert.Contains("2 new, 0 duplicates, 0 expired, 2 rejected", ran.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OfManyRefusedLinesItShowsTheFirst()
    {
        using var place = new Workplace();
        string file = place.Write("bad", string.Concat(Enumerable.Repeat("{}\n", 50)));
        Ran ran = await place.RunAsync("import", file, file);
        Assert.Equal(20, ran.Error.Split('\n').Count(line => line.EndsWith(": type: missing", StringComparison.Ordinal)));
        Assert.Contains($"{file}:20: ", ran.Error, StringComparison.Ordinal);
        Assert.Contains($"{file}: 30 more lines rejected", ran.Error, StringComparison.Ordinal);
        Assert.Contains($"{file}: 50 more lines rejected", ran.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("now", 1)]
    [InlineData("2026-11-21T00:00:00Z", 1)]
    [InlineData("2026-11-17T00:00:00Z", 0)]
    public async Task MessagesWithoutATimeTakeTheOneGiven(string received, int code)
    {
        // A deletion of events cuts off at the time when it came in; the event was received on the 18th.
        using var place = new Workplace();
        string deletion = $$$"""[2,"tombstone_events",{"project_id":2,"event_ids":["{{{Samples.Event(1)}}}"]}]""";
        string file = place.Write("facts", string.Join('\n', Samples.Error(1), Samples.Segment, deletion));
        Assert.Equal(0, (await place.RunAsync("import", file, "--received", received)).Code);
        Assert.Equal(code, (await place.RunAsync("lookup", "--issue", "17")).Code);
    }

    [Fact]
    public async Task OldFactsAreExpired()
    {
        using var place = new Workplace();
        Ran ran = await place.RunAsync("import", place.Write("old", Samples.Error(1)), "--retention-days", "1");
        Assert.Contains("0 new, 0 duplicates, 1 expired", ran.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AFileThatIsNotThereOrBrokenIsUsage()
    {
        using var place = new Workplace();
        Ran missing = await place.RunAsync("import", place["none"]);
        Assert.Equal(2, missing.Code);
        Assert.Contains("no such file", missing.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(place.Data), "nothing should be made for a file that is not there");

        byte[] gzip = Samples.Gzip(Samples.Errors(0, 2000));
        gzip.AsSpan(gzip.Length / 2, 20).Fill(0xff);
        Ran broken = await place.RunAsync("import", place.Write("broken.gz", gzip));
        Assert.Equal(2, broken.Code);
        Assert.Contains("broken.gz: ", broken.Error, StringComparison.Ordinal);

        byte[] whole = Samples.Gzip(Samples.Errors(0, 2000));
        Ran cut = await place.RunAsync("import", place.Write("cut.gz", whole[..(whole.Length / 2)]));
        Assert.Equal(2, cut.Code);
        Assert.Contains("cut.gz: ", cut.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AFolderInUseSaysByWhom()
    {
        using var place = new Workplace();
        await using EmbeddedGraph graph = EmbeddedGraph.Open(new() { Folder = place.Data }, TimeProvider.System);
        Ran ran = await place.RunAsync("import", place.Write("facts", Samples.Error(1)));
        Assert.Equal(3, ran.Code);
        Assert.Contains($"in use by process {Environment.ProcessId}", ran.Error, StringComparison.Ordinal);
        Assert.Contains("--server", ran.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("import", "x", "--nonsense")]
    [InlineData("import", "x", "--data", "a", "--server", "http://localhost")]
    [InlineData("import", "x", "--server", "localhost:5000")]
    [InlineData("import", "x", "--org", "No Slug")]
    [InlineData("import", "x", "--received", "yesterday")]
    [InlineData("import", "x", "--retention-days", "0")]
    [InlineData("import", "x", "--retention-days", "many")]
    [InlineData("nonsense")]
    public async Task WrongUseIsSaid(params string[] args)
    {
        using var place = new Workplace();
        Ran ran = await place.RunAsync(args);
        Assert.Equal(2, ran.Code);
        Assert.Empty(ran.Output);
        Assert.StartsWith("replaygraph: ", ran.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StoppedItSaysSo()
    {
        using var place = new Workplace();
        Ran ran = await place.RunAsync([], new CancellationToken(canceled: true), "import", place.Write("facts", Samples.Error(1)));
        Assert.Equal(130, ran.Code);
        Assert.Equal("Stopped.\n", ran.Error);
    }
}
