using System.Text;
using ReplayGraph.Cli.Tests.Running;
using ReplayGraph.Embedded;
using ReplayGraph.Facts;
using ReplayGraph.Intake.Lines;
using ReplayGraph.Intake.Native;

namespace ReplayGraph.Cli.Tests.Comparing;

/// <summary>The workload of 300,000 events against the answers that a brute-force join finds: every issue, transaction, trace and event.</summary>
public sealed class TruthTests : IDisposable
{
    private const int Streams = 16;

    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task EveryAnswerIsExact_InAnyOrder_Repeated_AndFromManyStreams()
    {
        Ran made = await _place.RunAsync("generate", "300000", "--answers", _place["answers"]);
        string[] lines = made.Text.TrimEnd('\n').Split('\n');
        await ImportAsync(lines);
        await CheckAsync("in order");

        // On top of what is there: the same in another order, which changes nothing.
        string[] shuffled = [.. lines];
        new Random(7).Shuffle(shuffled);
        await ImportAsync(shuffled);
        await CheckAsync("told again, shuffled");

        Directory.Delete(_place.Data, recursive: true);
        string[] doubled = [.. lines, .. lines];
        new Random(8).Shuffle(doubled);
        await ImportAsync(doubled);
        await CheckAsync("every line twice, shuffled");

        Directory.Delete(_place.Data, recursive: true);
        await StreamAsync(lines);
        await CheckAsync($"in {Streams} streams at once");
    }

    private async Task ImportAsync(string[] lines)
    {
        Ran ran = await _place.RunAsync("import", _place.Write("facts", string.Join('\n', lines)));
        Assert.Equal((0, ""), (ran.Code, ran.Text));
    }

    private async Task StreamAsync(string[] lines)
    {
        // The facts are of a fixed day, the clock is not.
        await using EmbeddedGraph graph = EmbeddedGraph.Open(new() { Folder = _place.Data, RetentionDays = 3650 }, TimeProvider.System);
        await Task.WhenAll(Enumerable.Range(0, Streams).Select(stream => Task.Run(async () =>
        {
            var batch = new FactBatch();
            foreach (string[] chunk in lines.Where((_, line) => line % Streams == stream).Chunk(500))
            {
                batch.Clear();
                var refusals = new Refusals();
                NativeIntake.Read(Encoding.UTF8.GetBytes(string.Join('\n', chunk)), batch, refusals);
                Assert.Equal(0, refusals.Count);
                IngestResult result = await graph.IngestAsync(OrganizationId.Default, batch);
                Assert.Equal(chunk.Length, result.Accepted);
            }
        })));
    }

    private async Task CheckAsync(string how)
    {
        Ran ran = await _place.RunAsync("compare", _place["answers"]);
        Assert.True(ran.Code == 0, $"{how}:\n{ran.Text}{ran.Error}");
        Assert.Matches(
            @"^issues\t(\d{4}) of \1 exact\ntransactions\t(\d{3}) of \2 exact\n"
            + @"traces\t(\d{5}) of \3 exact\nevents\t(\d{5,6}) of \4 exact\n$",
            ran.Text);
    }
}
