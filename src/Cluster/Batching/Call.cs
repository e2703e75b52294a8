using System.Diagnostics;

namespace ReplayGraph.Cluster.Batching;

/// <summary>A call that is executed in a batch with others.</summary>
internal abstract class Call : IQueued
{
    private const int Waiting = 0, Taken = 1, Withdrawn = 2;

    private int _state;

    /// <summary>The trace context of the caller; <c>default</c> without tracing.</summary>
    internal ActivityContext Caller { get; } = Activity.Current?.Context ?? default;

    /// <inheritdoc/>
    public abstract OrganizationId Organization { get; }

    /// <summary>What it adds to the size of a batch.</summary>
    public abstract long Size { get; }

    /// <summary>Takes it for execution. False if the caller has cancelled.</summary>
    internal bool TryTake() => Interlocked.CompareExchange(ref _state, Taken, Waiting) == Waiting;

    /// <summary>Returns it to the queue. The execution may still answer it, if it is the first to do so.</summary>
    internal bool TryReturn() => Interlocked.CompareExchange(ref _state, Waiting, Taken) == Taken;

    /// <summary>Fails it, unless it has been answered.</summary>
    internal abstract void Fail(Exception failure);

    /// <summary>Withdraws it, if it is still queued.</summary>
    protected bool TryWithdraw() => Interlocked.CompareExchange(ref _state, Withdrawn, Waiting) == Waiting;
}

/// <summary>A call with an answer.</summary>
internal abstract class Call<TAnswer> : Call
{
    private readonly TaskCompletionSource<TAnswer> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>
    /// Whether a caller that cancels still waits for a running call, because the outcome matters or the buffers are in use.
    /// </summary>
    protected virtual bool WaitsForCompletion => false;

    internal void Answer(TAnswer answer) => _answer.TrySetResult(answer);

    internal override void Fail(Exception failure) => _answer.TrySetException(failure);

    internal async ValueTask<TAnswer> WaitAsync(CancellationToken cancel)
    {
        await using CancellationTokenRegistration stop = cancel.UnsafeRegister(_ => Cancel(cancel), null);
        return await _answer.Task;
    }

    private void Cancel(CancellationToken cancel)
    {
        if (TryWithdraw() || !WaitsForCompletion)
        {
            _answer.TrySetCanceled(cancel);
        }
    }
}
