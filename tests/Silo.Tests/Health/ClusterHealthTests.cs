using Microsoft.Extensions.Logging.Abstractions;
using ReplayGraph.Silo.Health;
using ReplayGraph.Silo.Options;

namespace ReplayGraph.Silo.Tests.Health;

public sealed class ClusterHealthTests
{
    private readonly TestTime _time = new();
    private bool _answers = true;

    [Fact]
    public async Task OneLateAnswerIsNoReason()
    {
        Pulse pulse = Pulse();
        var health = new ClusterHealth(null, [pulse], Drain());
        await pulse.BeatAsync(CancellationToken.None);
        _answers = false;
        _time.Advance(TimeSpan.FromSeconds(3));
        await pulse.BeatAsync(CancellationToken.None);
        Assert.Null(health.NotReady);
        _time.Advance(TimeSpan.FromSeconds(10));
        await pulse.BeatAsync(CancellationToken.None);
        Assert.Equal("The store does not answer: gone", health.NotReady);
        _answers = true;
        await pulse.BeatAsync(CancellationToken.None);
        Assert.Null(health.NotReady);
    }

    [Fact]
    public async Task AStopMakesItNotReadyFirst()
    {
        Drain drain = Drain();
        var health = new ClusterHealth(null, [], drain);
        Assert.Null(health.NotReady);
        Task stopping = drain.StoppingAsync(CancellationToken.None);
        Assert.Equal("It is stopping.", health.NotReady);
        await stopping;
    }

    private static Drain Drain() => new(new ClusterSettings { DrainSeconds = 60 }, new TestTime(leaps: true));

    private Pulse Pulse() => new(
        "The store",
        _ => _answers ? Task.CompletedTask : Task.FromException(new InvalidOperationException("gone")),
        _time,
        NullLogger<Pulse>.Instance);
}
