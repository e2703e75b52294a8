using System.Threading.Channels;

namespace ReplayGraph.Cluster.Batching;

/// <summary>
/// Executes calls in batches: calls that arrive while a batch is running form the next one. No call waits for its batch to grow.
/// </summary>
internal sealed class BatchQueue<TCall> : IAsyncDisposable
    where TCall : Call
{
    private readonly Channel<TCall> _waiting = Channel.CreateUnbounded<TCall>();
    private readonly Func<IReadOnlyList<TCall>, Task> _execute;
    private readonly int _most;
    private readonly long _size;
    private readonly Task[] _loops;

    /// <summary>Starts the loops.</summary>
    /// <param name="loops">The number of batches that may run at the same time.</param>
    /// <param name="most">The maximum number of calls in a batch.</param>
    /// <param name="size">The maximum size of a batch. A single larger call is a batch of its own.</param>
    /// <param name="execute">Answers or fails each of the calls. If it throws, the remaining calls fail with the exception.</param>
    /// <param name="begin">Starts a loop on the scheduler of its choice; null: on the thread pool.</param>
    internal BatchQueue(int loops, int most, long size, Func<IReadOnlyList<TCall>, Task> execute, Func<Func<Task>, Task>? begin = null)
    {
        (_most, _size, _execute) = (most, size, execute);
        begin ??= Task.Run;
        _loops = [.. Enumerable.Range(0, loops).Select(_ => begin(LoopAsync))];
    }

    /// <summary>The number of queued calls.</summary>
    internal int Waiting => _waiting.Reader.Count;

    /// <summary>Queues a call.</summary>
    /// <exception cref="GraphException">The store is stopping.</exception>
    internal void Add(TCall call)
    {
        if (!_waiting.Writer.TryWrite(call))
        {
            throw new GraphException("The store is stopping.", isTransient: true);
        }
    }

    /// <summary>Stops accepting calls, and returns when the queued ones are done.</summary>
    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await Task.WhenAll(_loops);
    }

    private async Task LoopAsync()
    {
        var batch = new List<TCall>();
        while (await _waiting.Reader.WaitToReadAsync())
        {
            FillBatch(batch);
            if (batch.Count == 0)
            {
                continue;
            }

            try
            {
                await _execute(batch);
            }
            catch (Exception failure)
            {
                // A failure must not end the loop: the next batch may succeed.
                batch.ForEach(call => call.Fail(failure));
            }

            batch.Clear();
        }
    }

    private void FillBatch(List<TCall> batch)
    {
        long size = 0;
        while (batch.Count < _most && _waiting.Reader.TryPeek(out TCall? next) && (batch.Count == 0 || size + next.Size <= _size)
            && _waiting.Reader.TryRead(out TCall? call))
        {
            if (call.TryTake())
            {
                batch.Add(call);
                size += call.Size;
            }
        }
    }
}
