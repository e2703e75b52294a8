namespace ReplayGraph.Conformance;

/// <summary>A clock that stands still until it is set. Safe for concurrent use. Its timers never fire.</summary>
public sealed class FakeTime(Timestamp now) : TimeProvider
{
    private long _milliseconds = now.Milliseconds;

    /// <summary>The time that it shows.</summary>
    public Timestamp Now
    {
        get => new(Interlocked.Read(ref _milliseconds));
        set => Interlocked.Exchange(ref _milliseconds, value.Milliseconds);
    }

    /// <inheritdoc/>
    public override long TimestampFrequency => 1000;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => Now.ToDate();

    /// <inheritdoc/>
    public override long GetTimestamp() => Now.Milliseconds;

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => new Still();

    private sealed class Still : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
