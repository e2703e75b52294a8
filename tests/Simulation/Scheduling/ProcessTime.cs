namespace ReplayGraph.Simulation.Scheduling;

/// <summary>The clock of a process: the simulation's clock plus an error.</summary>
/// <param name="process">The process.</param>
/// <param name="epoch">The time at which the simulation begins.</param>
internal sealed class ProcessTime(Process process, Func<Timestamp> epoch) : TimeProvider
{
    /// <inheritdoc/>
    public override long TimestampFrequency => 1_000_000;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() =>
        epoch().ToDate() + TimeSpan.FromMicroseconds(process.Scheduler.Now) + process.Skew;

    /// <inheritdoc/>
    public override long GetTimestamp() => process.Scheduler.Now;

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(process, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    private sealed class Timer(Process process, Action callback) : ITimer
    {
        private Work? _next;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            _next?.Cancel();
            _next = dueTime == Timeout.InfiniteTimeSpan ? null : process.Scheduler.After(dueTime, process, () => Fire(period));
            return true;
        }

        public void Dispose() => _next?.Cancel();

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }

        private void Fire(TimeSpan period)
        {
            _next = period == Timeout.InfiniteTimeSpan || period == TimeSpan.Zero
                ? null
                : process.Scheduler.After(period, process, () => Fire(period));
            callback();
        }
    }
}
