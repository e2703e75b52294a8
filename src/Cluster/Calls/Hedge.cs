namespace ReplayGraph.Cluster.Calls;

/// <summary>
/// Asks a second time, another way, for what is not answered within some time: reads are idempotent, and the first success counts. So a silo
/// that hangs or dies delays a read by that time, instead of until it is declared dead. Safe for concurrent use.
/// </summary>
/// <param name="options">Says how long to wait, and how many second calls may run at a time.</param>
/// <param name="time">Times the first calls.</param>
public sealed class Hedge(CallOptions options, TimeProvider time)
{
    private int _running;

    /// <summary>Asks the first way; the second way, too, if that takes long or fails for now.</summary>
    /// <exception cref="GraphException">Neither succeeded; transient.</exception>
    public ValueTask<T> AskAsync<T>(Func<ValueTask<T>> first, Func<ValueTask<T>> second)
    {
        ValueTask<T> answer = first();
        return answer.IsCompletedSuccessfully ? answer : WaitAsync(answer.AsTask(), second);
    }

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
        try
        {
            await call.WaitAsync(options.ReadPatience, time);
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
