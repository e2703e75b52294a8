using ReplayGraph.Cli.Tests.Running;

namespace ReplayGraph.Cli.Tests.Comparing;

public sealed class CompareCommandTests
{
    [Theory]
    [InlineData("in order")]
    [InlineData("shuffled")]
    [InlineData("doubled")]
    [InlineData("in order", "0.5")]
    [InlineData("shuffled", "1")]
    public async Task WhatWasGeneratedIsAnsweredExactly(string how, string untraced = "0")
    {
        using var place = new Workplace();
        Ran made = await place.RunAsync("generate", "5000", "--untraced", untraced, "--answers", place["answers"]);
        string[] lines = made.Text.TrimEnd('\n').Split('\n');
        if (how == "doubled")
        {
            lines = [.. lines, .. lines];
        }

        if (how != "in order")
        {
            new Random(7).Shuffle(lines);
        }

        string file = place.Write("facts", string.Join('\n', lines));
        Assert.Equal(0, (await place.RunAsync("import", file)).Code);
        Ran compared = await place.RunAsync("compare", place["answers"]);
        Assert.Equal((0, 4), (compared.Code, compared.Text.TrimEnd('\n').Split('\n').Length));
        Assert.Matches(
            @"^issues\t(\d{2}) of \1 exact\ntransactions\t(\d{2}) of \2 exact\n"
            + @"traces\t(\d{3}) of \3 exact\nevents\t(\d{4}) of \4 exact\n$",
            compared.Text);
    }

    [Fact]
    public async Task DifferencesAreNamed()
    {
        const string other = "00000000000000000000000000000abc";
        using var place = new Workplace();
        await place.RunAsync("import", place.Write("facts", Samples.Error(1) + "\n" + Samples.Segment));
        string answers = place.Write("answers", $$$"""
            {"issues": {"17": ["{{{other}}}"], "18": []}, "transactions": {"none": ["{{{other}}}"]},
             "traces": {"{{{Samples.Trace}}}": ["{{{Samples.Replay}}}"]}, "events": {"{{{Samples.Event(1)}}}": []}}
            """);
        Ran ran = await place.RunAsync("compare", answers);
        Assert.Equal(1, ran.Code);
        Assert.Equal(
            [
                "issues\t1 of 2 exact", "transactions\t0 of 1 exact", "traces\t1 of 1 exact", "events\t0 of 1 exact",
                $"differs\tissue/17\t1 missing: {other}\t1 surplus: {Samples.Replay}",
                $"differs\ttransaction/none\t1 missing: {other}",
                $"differs\tevent/{Samples.Event(1)}\t1 surplus: {Samples.Replay}",
            ],
            ran.Text.TrimEnd('\n').Split('\n'));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"issues\": []}")]
    [InlineData("{\"issues\": {\"x\": []}}")]
    [InlineData("{\"people\": {\"1\": []}}")]
    [InlineData("{\"issues\": {\"1\": [\"zz\"]}}")]
    [InlineData("{\"issues\": {\"1\": [[]]}}")]
    [InlineData("{\"issues\": {\"1\": [")]
    public async Task AFileThatHoldsNoAnswersIsSaid(string text)
    {
        using var place = new Workplace();
        await place.RunAsync("import", place.Write("facts", Samples.Error(1)));
        Ran ran = await place.RunAsync("compare", place.Write("answers", text));
        Assert.Equal(2, ran.Code);
        Assert.Contains("answers file: byte ", ran.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AFileThatIsNotThereIsSaid()
    {
        using var place = new Workplace();
        Assert.Equal(2, (await place.RunAsync("compare", place["none"])).Code);
    }

    [Fact]
    public async Task WhatTakesLongSaysHowFarItIs()
    {
        using var messages = new Messages();
        await using var server = new StubServer(_ =>
        {
            messages.AnyWritten.Wait(TimeSpan.FromMinutes(1));
            return (200, """{"replays":[],"total":0}""");
        });
        using var place = new Workplace { IsHasty = true, Messages = messages };
        string answers = place.Write("answers", """{"issues":{"17":[]}}""");
        Ran ran = await place.RunAsync("compare", answers, "--server", server.Address.ToString());
        Assert.Equal(0, ran.Code);
        Assert.StartsWith("0 answers compared\n", ran.Error, StringComparison.Ordinal);
    }

    private sealed class Messages : StringWriter
    {
        internal ManualResetEventSlim AnyWritten { get; } = new();

        public override async Task WriteLineAsync(string? value)
        {
            await base.WriteLineAsync(value);
            AnyWritten.Set();
        }
    }
}
