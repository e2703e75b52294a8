using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;

namespace ReplayGraph.Silo.Tests.Spools;

/// <summary>A clock that stands, and shows which timers are set.</summary>
internal sealed class TimerTime : FakeTimeProvider
{
    private readonly Channel<TimeSpan> _timers = Channel.CreateUnbounded<TimeSpan>();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ITimer timer = base.CreateTimer(callback, state, dueTime, period);
        _timers.Writer.TryWrite(dueTime);
        return timer;
    }

    /// <summary>Forgets the timers that were set until now.</summary>
    internal void Forget()
    {
        while (_timers.Reader.TryRead(out _))
        {
            // Until there is none.
        }
    }

    /// <summary>Moves the clock to each timer until something has happened.</summary>
    internal async Task<T> PassUntilAsync<T>(Task<T> happened)
    {
        while (true)
        {
            while (_timers.Reader.TryRead(out TimeSpan dueTime))
            {
                Advance(dueTime);
            }

            if (await Task.WhenAny(happened, _timers.Reader.WaitToReadAsync().AsTask()) == happened)
            {
                return await happened;
            }
        }
    }

    /// <summary>Waits until a timer with this due time is set, and moves the clock to it.</summary>
    internal async Task PassAsync(TimeSpan dueTime)
    {
        await IsSetAsync(dueTime);
        Advance(dueTime);
    }

    /// <summary>Waits until a timer with this due time is set.</summary>
    internal async Task IsSetAsync(TimeSpan dueTime)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1), System);
        while (await _timers.Reader.ReadAsync(patience.Token) != dueTime)
        {
            // Another one.
        }
    }
}
