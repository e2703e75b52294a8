using System.Diagnostics;
using ReplayGraph.Cluster.Caches;
using ReplayGraph.Cluster.Links;
using Xunit.Abstractions;

namespace ReplayGraph.Cluster.Tests.Caches;

/// <summary>A page is stale when a replay that it shows changes, and rarely when another one does.</summary>
public sealed class ReplayChangesTests(ITestOutputHelper output)
{
    private const int Changes = 30_000;

    private readonly ReplayChanges _changes = new();

    [Theory]
    [InlineData(60)]
    [InlineData(1_000)]
    [InlineData(10_000)]
    public void ChangesOfOthers_RarelyMakeAPageStale(int size)
    {
        ReplayId[] shown = [.. Enumerable.Range(0, size).Select(IdOf)];
        var watch = new ReplayWatch(_changes, shown);
        int stale = 0;
        long checking = 0;
        for (int i = 0; i < Changes; i++)
        {
            _changes.Add(IdOf(size + i));
            long begun = Stopwatch.GetTimestamp();
            bool hasChanged = watch.HasChanged;
            checking += Stopwatch.GetTimestamp() - begun;
            if (hasChanged)
            {
                stale++;
                watch = new(_changes, shown);
            }
        }

        output.WriteLine($"{size} replays, {Changes} changes of others: stale {stale} times; {Stopwatch.GetElapsedTime(0, checking) / Changes} a check");
        Assert.InRange(stale, 0, (int)(2.0 * Changes * size / (1 << 18)) + 10);
    }

    [Fact]
    public void AnyChangeOfAShownReplay_MakesAPageStale_AlsoConcurrently()
    {
        ReplayId[] shown = [.. Enumerable.Range(0, 100).Select(IdOf)];
        for (int round = 0; round < 200; round++)
        {
            var watch = new ReplayWatch(_changes, shown);
            int first = 1000 * round;
            Parallel.For(0, 4, thread =>
            {
                for (int i = 0; i < 50; i++)
                {
                    _changes.Add(IdOf(first + 100 + (50 * thread) + i));
                    _ = watch.HasChanged;
                }

                if (thread == 3)
                {
                    _changes.Add(shown[round % shown.Length]);
                    Assert.True(watch.HasChanged);
                }
            });
            Assert.True(watch.HasChanged);
        }
    }

    private static ReplayId IdOf(int number)
    {
        var random = new Random(number);
        return new(new UInt128((ulong)random.NextInt64(), (ulong)random.NextInt64()));
    }
}
