using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using ReplayGraph.Cluster.Store;
using ReplayGraph.Conformance.Generation;
using ReplayGraph.Grains.Retention;
using ReplayGraph.Grains.Tests.Cluster;

namespace ReplayGraph.Grains.Tests.Retention;

public sealed class RetentionSweepTests
{
    private readonly FakeTimeProvider _time = new(World.Now.ToDate());
    private readonly SweptStore _store = new(new MemoryStore());
    private readonly Lines _lines = new();

    [Fact]
    public async Task Sweep_GoesOnUntilNothingIsLeft_AndSaysHowMuch()
    {
        Deletes(10_000, 10_000, 17);

        await Sweep().RunAsync(CancellationToken.None);

        Assert.Empty(_store.Next);
        Assert.Equal(["Information: Retention deleted 20017 expired rows in 0 s."], _lines.Logged);
    }

    [Fact]
    public async Task LongSweep_LogsItsProgress()
    {
        Deletes(10_000);
        _store.Next.Enqueue(() =>
        {
            _time.Advance(RetentionSweep.Report);
            return 5;
        });
        Deletes(1);

        await Sweep().RunAsync(CancellationToken.None);

        Assert.Equal(
            ["Information: Retention is deleting expired data: 10005 rows in 60 s so far.", "Information: Retention deleted 10006 expired rows in 60 s."],
            _lines.Logged);
    }

    [Fact]
    public async Task FailedSweep_IsLogged_AndTheNextOneGoesOn()
    {
        RetentionSweep sweep = Sweep();
        Deletes(10_000);
        _store.Next.Enqueue(() => throw new GraphException("PostgreSQL is away", isTransient: true));
        Deletes(3);

        await sweep.RunAsync(CancellationToken.None);
        await sweep.RunAsync(CancellationToken.None);

        Assert.Equal(
            [
                "Warning: Expired data could not be deleted: PostgreSQL is away. 10000 rows were deleted before. Retrying in an hour.",
                "Information: Retention deleted 3 expired rows in 0 s.",
            ],
            _lines.Logged);
    }

    [Fact]
    public async Task SweepThatRuns_IsNotBegunAgain_AndStopsBetweenParts()
    {
        using var stopping = new CancellationTokenSource();
        RetentionSweep sweep = Sweep();
        Deletes(1, 1);
        var part = new TaskCompletionSource();
        _store.Sweeping = part.Task;

        Task first = sweep.RunAsync(stopping.Token);
        Assert.False(first.IsCompleted);
        Assert.Same(first, sweep.RunAsync(stopping.Token));

        await stopping.CancelAsync();
        part.SetResult();
        await first;
        Assert.Single(_store.Next);
    }

    private RetentionSweep Sweep() => new(_store, _time, _lines);

    private void Deletes(params int[] rows) => Array.ForEach(rows, count => _store.Next.Enqueue(() => count));

    private sealed class Lines : ILogger
    {
        internal List<string> Logged { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, Microsoft.Extensions.Logging.EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Logged.Add($"{logLevel}: {formatter(state, exception)}");
    }
}
