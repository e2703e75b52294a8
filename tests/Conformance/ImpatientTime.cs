using Microsoft.Extensions.Time.Testing;

namespace ReplayGraph.Conformance;

/// <summary>A clock that advances to each timer at once.</summary>
public sealed class ImpatientTime : FakeTimeProvider
{
    private int _waits;

    /// <summary>The number of timers with a due time.</summary>
    public int Waits => _waits;

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ITimer timer = base.CreateTimer(callback, state, dueTime, period);
        if (dueTime != Timeout.InfiniteTimeSpan)
        {
            Interlocked.Increment(ref _waits);
            // Not synchronously: the caller needs the timer first.
            ThreadPool.QueueUserWorkItem(_ => Advance(dueTime));
        }

        return timer;
    }
}
