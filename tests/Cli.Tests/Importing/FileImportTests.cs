using System.Text;
using ReplayGraph.Cli.Importing;
using ReplayGraph.Cli.Tests.Running;
using ReplayGraph.Embedded;

namespace ReplayGraph.Cli.Tests.Importing;

public sealed class FileImportTests
{
    private static readonly Timestamp _received = Timestamp.From(Workplace.Now);

    [Fact]
    public async Task RefusedLinesKeepTheirNumbersOverBordersOfPieces()
    {
        using var place = new Workplace();
        await using EmbeddedGraph graph = EmbeddedGraph.Open(new() { Folder = place.Data }, TimeProvider.System);
        var text = new StringBuilder("\uFEFF");
        var bad = new List<long>();
        for (int line = 1; line <= 900; line++)
        {
            bool isBad = line % 31 == 1;
            text.Append(isBad ? "{\"type\":\"error\",\"event_id\":3}" : line % 7 == 2 ? "" : Samples.Error(line)).Append('\n');
            if (isBad)
            {
                bad.Add(line);
            }
        }

        var progress = new ImportProgress(keep: 20);
        using var input = new MemoryStream(Encoding.UTF8.GetBytes(text.ToString()));
        ImportResult result = await FileImport.RunAsync(
            input, new GraphTarget(graph, OrganizationId.Default, _received), progress, pieceBytes: 512, default);

        Assert.Equal(bad.Take(20), result.FirstRejected.Select(rejected => rejected.Line));
        Assert.All(result.FirstRejected, rejected => Assert.Equal("event_id", rejected.Field));
        Assert.Equal(bad.Count, result.Counts.Rejected);
        Assert.Equal(Enumerable.Range(1, 900).Count(line => line % 31 != 1 && line % 7 != 2), result.Counts.Accepted);
        Assert.False(result.WasCancelled);
    }

    [Fact]
    public async Task ParseOnlyCountsTheSameFacts()
    {
        using var input = new MemoryStream(Encoding.UTF8.GetBytes(Samples.Errors(0, 5000) + "no fact\n" + Samples.Segment));
        Assert.Equal(5001, await FileImport.ParseOnlyAsync(input, _received));
    }

    [Fact]
    public async Task AFailureOfTheTargetEndsTheImport()
    {
        var target = new StubTarget { Take = n => n < 3 ? Task.CompletedTask : throw new GraphException("disk full", isTransient: true) };
        using var input = new MemoryStream(Encoding.UTF8.GetBytes(Samples.Errors(0, 1000)));
        var progress = new ImportProgress();
        GraphException e = await Assert.ThrowsAsync<GraphException>(() => FileImport.RunAsync(input, target, progress, 1024, default));
        Assert.Equal("disk full", e.Message);
        Assert.Equal(2, progress.Counts.Accepted);
        Assert.True(input.Position < input.Length, "it should not have read to the end");
    }

    [Fact]
    public async Task StoppedItSaysWhatIsAcknowledged()
    {
        using var stop = new CancellationTokenSource();
        var target = new StubTarget { Lanes = 1, Take = n => n == 3 ? stop.CancelAsync() : Task.CompletedTask };
        using var input = new MemoryStream(Encoding.UTF8.GetBytes(Samples.Errors(0, 1000)));
        ImportResult result = await FileImport.RunAsync(input, target, new ImportProgress(), 1024, stop.Token);
        Assert.True(result.WasCancelled);
        Assert.Equal((3, 3), (target.Taken, result.Counts.Accepted));
        Assert.True(input.Position < input.Length, "it should not have read to the end");
    }

    /// <summary>Acknowledges one fact for each piece.</summary>
    private sealed class StubTarget : IImportTarget, IImportLane
    {
        private int _taken;

        internal required Func<int, Task> Take { get; init; }

        internal int Taken => _taken;

        public int Lanes { get; init; } = 2;

        public IImportLane OpenLane() => this;

        public async ValueTask TakeAsync(LinePiece piece, ImportProgress progress, CancellationToken cancel)
        {
            await Take(Interlocked.Increment(ref _taken));
            progress.Add(new(1, 0, 0, 0, 0), []);
        }
    }
}
