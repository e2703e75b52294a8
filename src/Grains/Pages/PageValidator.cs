using ReplayGraph.Grains.Calls;

namespace ReplayGraph.Grains.Pages;

/// <summary>
/// Validates the cached pages of one silo. Requests that arrive while a call is running share the next one. The running call does not serve
/// them: a page may have changed since it was sent. Safe for concurrent use.
/// </summary>
/// <param name="silo">The silo.</param>
/// <param name="deadline">How long a call may take before its pages count as stale.</param>
/// <param name="time">Times the calls.</param>
/// <param name="gateways">Shows when a client has lost a gateway; null inside a silo.</param>
internal sealed class PageValidator(IPageGrain silo, TimeSpan deadline, TimeProvider time, GatewayLoss? gateways = null)
{
    // Much longer than a call takes: its silo is gone, or slow, so later requests do not wait for it.
    private static readonly TimeSpan _patience = TimeSpan.FromMilliseconds(20);

    // For so long after the deadline has passed, pages count as stale at once: asking for the answer itself has another way out.
    private static readonly TimeSpan _silence = TimeSpan.FromMilliseconds(250);

    private readonly Lock _lock = new();
    private List<PageCheck> _waiting = [];
    private int _running;
    private long _begunAt;
    private long _silentSince;

    /// <summary>Whether the page with this tag is still current.</summary>
    internal ValueTask<bool> IsCurrentAsync(long tag)
    {
        if (Volatile.Read(ref _silentSince) is not 0 and long since && time.GetElapsedTime(since) < _silence)
        {
            return new(false);
        }

        PageCheck check = PageCheck.Rent(tag);
        ValueTask<bool> answer = check.Answer;
        bool begins;
        lock (_lock)
        {
            _waiting.Add(check);
            begins = _running == 0 || time.GetElapsedTime(_begunAt) > _patience;
            if (begins)
            {
                Begin();
            }
        }

        if (begins)
        {
            Send();
        }

        return answer;
    }

    private void Begin()
    {
        _running++;
        _begunAt = time.GetTimestamp();
    }

    // Behind the requests that already wait for a thread: those join the call.
    private void Send() => ThreadPool.QueueUserWorkItem(static self => _ = self.SendAsync(), this, preferLocal: false);

    private async Task SendAsync()
    {
        List<PageCheck> checks;
        lock (_lock)
        {
            (checks, _waiting) = (_waiting, []);
        }

        try
        {
            long[] stale = checks.Count == 0 ? [] : await StaleAsync([.. checks.Select(check => check.Tag)]);
            End();
            foreach (PageCheck check in checks)
            {
                check.Complete(isCurrent: Array.IndexOf(stale, check.Tag) < 0);
            }
        }
        catch (Exception e)
        {
            End();
            checks.ForEach(check => check.Fail(e));
        }
    }

    private async Task<long[]> StaleAsync(long[] tags)
    {
        CancellationToken lost = gateways?.Next ?? default;
        Task<long[]> call = silo.StaleAsync(tags).AsTask();
        try
        {
            return await call.WaitAsync(deadline, time, lost);
        }
        catch (TimeoutException) when (!call.IsCompleted)
        {
            Volatile.Write(ref _silentSince, time.GetTimestamp());
            return tags;
        }
        catch (OperationCanceledException e) when (lost.IsCancellationRequested)
        {
            throw GatewayLoss.Failure(e);
        }
    }

    private void End()
    {
        bool begins;
        lock (_lock)
        {
            _running--;
            begins = _waiting.Count > 0;
            if (begins)
            {
                Begin();
            }
        }

        if (begins)
        {
            Send();
        }
    }
}
