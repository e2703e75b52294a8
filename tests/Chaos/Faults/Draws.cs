namespace ReplayGraph.Chaos.Faults;

/// <summary>What faults are drawn by.</summary>
public static class Draws
{
    /// <summary>A time between two, the short ones as likely as the long ones.</summary>
    public static TimeSpan Between(this Random random, double seconds, double mostSeconds) =>
        TimeSpan.FromSeconds(seconds * Math.Pow(mostSeconds / seconds, random.NextDouble()));

    /// <summary>One of several.</summary>
    public static T One<T>(this Random random, IReadOnlyList<T> of) => of[random.Next(of.Count)];

    /// <summary>Waits for a moment that was drawn.</summary>
    public static async Task WaitAsync(TimeSpan time, CancellationToken cancel = default)
    {
        if (time > TimeSpan.FromMilliseconds(1))
        {
            using var timer = new PeriodicTimer(time);
            await timer.WaitForNextTickAsync(cancel);
        }
    }
}
