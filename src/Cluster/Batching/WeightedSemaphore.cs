namespace ReplayGraph.Cluster.Batching;

/// <summary>
/// A semaphore whose callers take more than one unit at a time. Organizations take turns; the callers of one are served in their order.
/// </summary>
internal sealed class WeightedSemaphore
{
    private readonly long _whole;
    private readonly Lock _lock = new();
    private readonly FairQueue<Waiter> _waiting = new();
    private long _left;

    internal WeightedSemaphore(long whole) => (_whole, _left) = (whole, whole);

    /// <summary>Takes units, at most the whole capacity.</summary>
    /// <returns>The number of units to return.</returns>
    internal ValueTask<long> TakeAsync(OrganizationId organization, long size, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        size = Math.Min(size, _whole);
        Waiter waiter;
        lock (_lock)
        {
            if (_waiting.Count == 0 && size <= _left)
            {
                _left -= size;
                return new(size);
            }

            _waiting.Add(waiter = new(organization, size));
        }

        return new(WaitAsync(waiter, cancel));
    }

    internal void Return(long size)
    {
        lock (_lock)
        {
            _left += size;
            Admit();
        }
    }

    private async Task<long> WaitAsync(Waiter waiter, CancellationToken cancel)
    {
        await using CancellationTokenRegistration stop = cancel.UnsafeRegister(_ => GiveUp(waiter, cancel), null);
        return await waiter.Task;
    }

    private void GiveUp(Waiter waiter, CancellationToken cancel)
    {
        lock (_lock)
        {
            // Callers behind this one may fit where it did not.
            waiter.TrySetCanceled(cancel);
            Admit();
        }
    }

    private void Admit()
    {
        while (_waiting.Take(_left) is { } next)
        {
            long size = next.Size;
            if (next.TrySetResult(size))
            {
                _left -= size;
            }
        }
    }

    private sealed class Waiter(OrganizationId organization, long size)
        : TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously), IQueued
    {
        public OrganizationId Organization => organization;

        // One that gave up fits always.
        public long Size => Task.IsCompleted ? 0 : size;
    }
}
