namespace ReplayGraph.Cluster.Calls;

/// <summary>
/// Asks a second time, another way, for what is not answered within some time: reads are idempotent, and the first success counts. So a silo
/// that hangs or dies delays a read by that time, instead of until it is declared dead. Safe for concurrent use.
/// </summary>
/// <param name="options">Says how long to wait, and how many second calls may run at a time.</param>
/// <param name="time">Times the first calls.</param>
public sealed class Hedge(CallOptions options, TimeProvider time)
{
    // A call counts as slow if it takes this many times as long as is typical: when all are slow, second calls would only add to the load.
    private const int Slow = 10;

    private static readonly TimeSpan _shortest = TimeSpan.FromMilliseconds(0.1), _longest = TimeSpan.FromSeconds(10);

    private int _running;

    // The median of the calls, approximately: each moves it by a tenth towards itself. An update that is lost to another does not matter.
    private long _typical = _shortest.Ticks;

    /// <summary>Asks the first way; the second way, too, if that takes long or fails for now.</summary>
    /// <exception cref="GraphException">Neither succeeded; transient.</exception>
    public ValueTask<T> AskAsync<T>(Func<ValueTask<T>> first, Func<ValueTask<T>> second)
    {
        ValueTask<T> answer = first();
        return answer.IsCompletedSuccessfully ? answer : WaitAsync(answer.AsTask(), second);
    }

    private TimeSpan Patience => TimeSpan.FromTicks(Math.Max(options.ReadPatience.Ticks, Slow * Volatile.Read(ref _typical)));

    private async ValueTask<T> WaitAsync<T>(Task<T> first, Func<ValueTask<T>> second)
    {
        while (!await EndsAsync(first))
        {
            // So many at once are a sign of load, which more of them would increase.
            if (Interlocked.Increment(ref _running) > options.HedgesAtOnce && !first.IsCompleted)
            {
                Interlocked.Decrement(ref _running);
                continue;
            }

            try
            {
                return await FirstOfAsync(first, second().AsTask());
            }
            finally
            {
                Interlocked.Decrement(ref _running);
            }
        }

        return await first;
    }

    // Whether the call ends soon, other than by a failure that may not occur another way.
    private async Task<bool> EndsAsync(Task call)
    {
        long begun = time.GetTimestamp();
        try
        {
            await call.WaitAsync(Patience, time);
            return true;
        }
        catch (TimeoutException) when (!call.IsCompleted)
        {
            return false;
        }
        catch (GraphException e) when (e.IsTransient)
        {
            return false;
        }
        catch (Exception)
        {
            return true;
        }
        finally
        {
            Note(time.GetElapsedTime(begun));
        }
    }

    private void Note(TimeSpan took)
    {
        long typical = Volatile.Read(ref _typical), step = Math.Max(1, typical / 10);
        Volatile.Write(ref _typical, Math.Clamp(took.Ticks > typical ? typical + step : typical - step, _shortest.Ticks, _longest.Ticks));
    }

    private static async Task<T> FirstOfAsync<T>(Task<T> one, Task<T> other)
    {
        Task<T> earlier = await Task.WhenAny(one, other), later = earlier == one ? other : one;
        if (earlier.IsCompletedSuccessfully)
        {
            _ = later.ContinueWith(static late => late.Exception, TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously);
            return await earlier;
        }

        await ((Task)later).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        return await (later.IsCompletedSuccessfully ? later : one);
    }
}
