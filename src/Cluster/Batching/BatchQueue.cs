using System.Threading.Channels;

namespace ReplayGraph.Cluster.Batching;

/// <summary>
/// Carries calls out in groups: what comes while a group is under way makes up the next. Nobody waits for a group to become larger.
/// </summary>
internal sealed class BatchQueue<TCall> : IAsyncDisposable
    where TCall : Call
{
    private readonly Channel<TCall> _waiting = Channel.CreateUnbounded<TCall>();
    private readonly Func<IReadOnlyList<TCall>, Task> _carryOut;
    private readonly int _most;
    private readonly long _size;
    private readonly Task[] _loops;

    /// <summary>Starts.</summary>
    /// <param name="loops">Groups that may be under way at the same time.</param>
    /// <param name="most">Calls in a group, at most.</param>
    /// <param name="size">The size of a group, but for a single call that is greater.</param>
    /// <param name="carryOut">Answers or fails each of the calls; when it throws, those that it did not answer fail so.</param>
    /// <param name="begin">Begins a loop, wherever its turns are to run; null: on the pool of threads.</param>
    internal BatchQueue(int loops, int most, long size, Func<IReadOnlyList<TCall>, Task> carryOut, Func<Func<Task>, Task>? begin = null)
    {
        (_most, _size, _carryOut) = (most, size, carryOut);
        begin ??= Task.Run;
        _loops = [.. Enumerable.Range(0, loops).Select(_ => begin(LoopAsync))];
    }

    /// <summary>How many calls wait for their group.</summary>
    internal int Waiting => _waiting.Reader.Count;

    /// <summary>Lets a call wait for its group.</summary>
    /// <exception cref="GraphException">The store is stopping.</exception>
    internal void Add(TCall call)
    {
        if (!_waiting.Writer.TryWrite(call))
        {
            throw new GraphException("the store is stopping", isTransient: true);
        }
    }

    /// <summary>Carries out what waits, takes no more, and returns when all is done.</summary>
    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await Task.WhenAll(_loops);
    }

    private async Task LoopAsync()
    {
        var group = new List<TCall>();
        while (await _waiting.Reader.WaitToReadAsync())
        {
            Gather(group);
            if (group.Count == 0)
            {
                continue;
            }

            try
            {
                await _carryOut(group);
            }
            catch (Exception failure)
            {
                // The loop outlives every failure: the next group tries anew.
                group.ForEach(call => call.Fail(failure));
            }

            group.Clear();
        }
    }

    private void Gather(List<TCall> group)
    {
        long size = 0;
        while (group.Count < _most && _waiting.Reader.TryPeek(out TCall? next) && (group.Count == 0 || size + next.Size <= _size)
            && _waiting.Reader.TryRead(out TCall? call))
        {
            if (call.TryTake())
            {
                group.Add(call);
                size += call.Size;
            }
        }
    }
}
