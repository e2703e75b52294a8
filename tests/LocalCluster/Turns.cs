namespace ReplayGraph.LocalCluster;

/// <summary>Gives calls to a node their turns: one at a time, or between the awaits of the one that is under way.</summary>
internal sealed class Turns<TNode>(TNode node, TaskScheduler? turns) : ITurns
{
    private readonly SemaphoreSlim _one = new(1);
    private int _underWay;
    private readonly TaskFactory _turns = new(turns ?? new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler);

    /// <inheritdoc/>
    public bool IsIdle => Volatile.Read(ref _underWay) == 0;

    /// <summary>Calls the node when those before have been answered.</summary>
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

    /// <summary>Calls the node as soon as nothing of it runs.</summary>
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

/// <summary>Whether a node may be let go.</summary>
internal interface ITurns
{
    /// <summary>Whether no call is under way.</summary>
    bool IsIdle { get; }
}
