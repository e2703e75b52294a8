namespace ReplayGraph.Chaos.Faults;

/// <summary>Draws for faults.</summary>
public static class Draws
{
    /// <summary>A time between two bounds in seconds, uniform on a logarithmic scale.</summary>
    public static TimeSpan Between(this Random random, double seconds, double mostSeconds) =>
        TimeSpan.FromSeconds(seconds * Math.Pow(mostSeconds / seconds, random.NextDouble()));

    /// <summary>One of several items.</summary>
    public static T One<T>(this Random random, IReadOnlyList<T> of) => of[random.Next(of.Count)];

    /// <summary>Waits for a drawn time.</summary>
    public static async Task WaitAsync(TimeSpan time, CancellationToken cancel = default)
    {
        if (time > TimeSpan.FromMilliseconds(1))
        {
            using var timer = new PeriodicTimer(time);
            await timer.WaitForNextTickAsync(cancel);
        }
    }
}
