using System.Diagnostics;

namespace ReplayGraph.Cluster.Batching;

/// <summary>A caller that waits to be carried out together with others.</summary>
internal abstract class Call
{
    private const int Waiting = 0, Taken = 1, Withdrawn = 2;

    private int _state;

    /// <summary>Where the caller comes from; <c>default</c> if nobody traces.</summary>
    internal ActivityContext Caller { get; } = Activity.Current?.Context ?? default;

    /// <summary>What it adds to a group.</summary>
    internal abstract int Size { get; }

    /// <summary>Whether it is to be carried out: false if its caller has gone.</summary>
    internal bool TryTake() => Interlocked.CompareExchange(ref _state, Taken, Waiting) == Waiting;

    /// <summary>Fails it, unless it is answered already.</summary>
    internal abstract void Fail(Exception failure);

    /// <summary>Withdraws it if it still waits.</summary>
    protected bool TryWithdraw() => Interlocked.CompareExchange(ref _state, Withdrawn, Waiting) == Waiting;
}

/// <summary>A caller that waits for an answer.</summary>
internal abstract class Call<TAnswer> : Call
{
    private readonly TaskCompletionSource<TAnswer> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>
    /// Whether a caller that cancels still waits for what is under way: because its outcome matters, or its buffers are in use.
    /// </summary>
    protected virtual bool SeesItThrough => false;

    /// <summary>Answers it.</summary>
    internal void Answer(TAnswer answer) => _answer.TrySetResult(answer);

    /// <inheritdoc/>
    internal override void Fail(Exception failure) => _answer.TrySetException(failure);

    /// <summary>Waits for the answer.</summary>
    internal async ValueTask<TAnswer> WaitAsync(CancellationToken cancel)
    {
        await using CancellationTokenRegistration stop = cancel.UnsafeRegister(_ => Cancel(cancel), null);
        return await _answer.Task;
    }

    private void Cancel(CancellationToken cancel)
    {
        if (TryWithdraw() || !SeesItThrough)
        {
            _answer.TrySetCanceled(cancel);
        }
    }
}
