namespace ReplayGraph.Grains.Tests.Cluster;

/// <summary>The clock of a cluster that many tests share; each test sets its own clock behind it.</summary>
public sealed class ClusterClock(TimeProvider first) : TimeProvider
{
    private volatile TimeProvider _time = first;

    /// <summary>The current clock.</summary>
    public TimeProvider Shown
    {
        get => _time;
        set => _time = value;
    }

    /// <inheritdoc/>
    public override long TimestampFrequency => _time.TimestampFrequency;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => _time.GetUtcNow();

    /// <inheritdoc/>
    public override long GetTimestamp() => _time.GetTimestamp();

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        _time.CreateTimer(callback, state, dueTime, period);
}
