namespace ReplayGraph.LocalCluster;

/// <summary>Schedules calls to a node: one at a time, or interleaved at awaits.</summary>
internal sealed class Turns<TNode>(TNode node, TaskScheduler? turns) : ITurns
{
    private readonly SemaphoreSlim _one = new(1);
    private int _underWay;
    private readonly TaskFactory _turns = new(turns ?? new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler);

    /// <inheritdoc/>
    public bool IsIdle => Volatile.Read(ref _underWay) == 0;

    /// <summary>Calls the node after the earlier calls have completed.</summary>
    internal async ValueTask<TReply> NextAsync<TReply>(Func<TNode, ValueTask<TReply>> call)
    {
        Interlocked.Increment(ref _underWay);
        await _one.WaitAsync();
        try
        {
            return await BetweenAsync(call);
        }
        finally
        {
            _one.Release();
            Interlocked.Decrement(ref _underWay);
        }
    }

    /// <summary>Calls the node as soon as no turn of it runs.</summary>
    internal async ValueTask<TReply> BetweenAsync<TReply>(Func<TNode, ValueTask<TReply>> call)
    {
        Interlocked.Increment(ref _underWay);
        try
        {
            return await _turns.StartNew(() => call(node).AsTask()).Unwrap();
        }
        finally
        {
            Interlocked.Decrement(ref _underWay);
        }
    }
}

/// <summary>Whether a node can be deactivated.</summary>
internal interface ITurns
{
    /// <summary>Whether no call is in progress.</summary>
    bool IsIdle { get; }
}
