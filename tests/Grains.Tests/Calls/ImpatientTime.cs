namespace ReplayGraph.Grains.Tests.Calls;

/// <summary>A clock that jumps to whatever is waited for.</summary>
internal sealed class ImpatientTime : TimeProvider
{
    private long _milliseconds = 1;

    /// <summary>How often somebody waited.</summary>
    internal int Waits { get; private set; }

    public override long TimestampFrequency => 1000;

    public override long GetTimestamp() => Interlocked.Read(ref _milliseconds);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Waits++;
        Interlocked.Add(ref _milliseconds, (long)dueTime.TotalMilliseconds);

        // Not at once: whoever waits has to get hold of the timer first.
        return System.CreateTimer(callback, state, TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }
}
