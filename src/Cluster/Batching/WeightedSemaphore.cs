namespace ReplayGraph.Cluster.Batching;

/// <summary>A semaphore whose callers take more than one unit at a time, in the order of their requests.</summary>
internal sealed class WeightedSemaphore
{
    private readonly long _whole;
    private readonly Lock _lock = new();
    private readonly Queue<Waiter> _waiting = [];
    private long _left;

    internal WeightedSemaphore(long whole) => (_whole, _left) = (whole, whole);

    /// <summary>Takes units, at most the whole capacity.</summary>
    /// <returns>The number of units to return.</returns>
    internal ValueTask<long> TakeAsync(long size, CancellationToken cancel)
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

            _waiting.Enqueue(waiter = new(size));
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
        while (_waiting.TryPeek(out Waiter? next) && (next.Task.IsCompleted || next.Size <= _left))
        {
            _waiting.Dequeue();
            if (next.TrySetResult(next.Size))
            {
                _left -= next.Size;
            }
        }
    }

    private sealed class Waiter(long size) : TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        internal long Size { get; } = size;
    }
}
