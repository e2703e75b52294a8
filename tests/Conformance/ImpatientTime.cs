using Microsoft.Extensions.Time.Testing;

namespace ReplayGraph.Conformance;

/// <summary>A clock that goes to whatever is waited for.</summary>
public sealed class ImpatientTime : FakeTimeProvider
{
    private int _waits;

    /// <summary>How often somebody waited.</summary>
    public int Waits => _waits;

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ITimer timer = base.CreateTimer(callback, state, dueTime, period);
        if (dueTime != Timeout.InfiniteTimeSpan)
        {
            Interlocked.Increment(ref _waits);
            // Not at once: whoever waits has to get hold of the timer first.
            ThreadPool.QueueUserWorkItem(_ => Advance(dueTime));
        }

        return timer;
    }
}
