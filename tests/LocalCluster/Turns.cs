namespace ReplayGraph.LocalCluster;

/// <summary>Gives calls to a node their turns: one at a time, or between the awaits of the one that is under way.</summary>
internal sealed class Turns<TNode>(TNode node)
{
    private readonly SemaphoreSlim _one = new(1);
    private readonly TaskFactory _turns = new(new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler);

    /// <summary>Calls the node when those before have been answered.</summary>
    internal async ValueTask<TReply> NextAsync<TReply>(Func<TNode, ValueTask<TReply>> call)
    {
        await _one.WaitAsync();
        try
        {
            return await BetweenAsync(call);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Calls the node as soon as nothing of it runs.</summary>
    internal async ValueTask<TReply> BetweenAsync<TReply>(Func<TNode, ValueTask<TReply>> call) =>
        await _turns.StartNew(() => call(node).AsTask()).Unwrap();
}
