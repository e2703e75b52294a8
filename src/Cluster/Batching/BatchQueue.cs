using System.Threading.Channels;

namespace ReplayGraph.Cluster.Batching;

/// <summary>
/// Executes calls in batches: calls that arrive while a batch is running form the next one, in which organizations take turns. No call waits
/// for its batch to grow.
/// </summary>
internal sealed class BatchQueue<TCall> : IAsyncDisposable
    where TCall : Call
{
    // Each holds a connection, and what it has read.
    private const int MaxLong = 4;

    private readonly Lock _lock = new();
    private readonly FairQueue<TCall> _calls = new();

    // One signal for each call that waits.
    private readonly Channel<bool> _signals = Channel.CreateUnbounded<bool>();
    private readonly Func<IReadOnlyList<TCall>, Task> _execute;
    private readonly Func<Func<Task>, Task> _begin;
    private readonly int _most;
    private readonly long _size;
    private readonly List<Task> _loops;
    private readonly List<Task> _long = [];
    private bool _isStopping;

    /// <summary>Starts the loops.</summary>
    /// <param name="loops">The number of batches that may run at the same time.</param>
    /// <param name="most">The maximum number of calls in a batch.</param>
    /// <param name="size">The maximum size of a batch. A single larger call is a batch of its own.</param>
    /// <param name="execute">Answers or fails each of the calls. If it throws, the remaining calls fail with the exception.</param>
    /// <param name="begin">Starts a loop on the scheduler of its choice; null: on the thread pool.</param>
    internal BatchQueue(int loops, int most, long size, Func<IReadOnlyList<TCall>, Task> execute, Func<Func<Task>, Task>? begin = null)
    {
        (_most, _size, _execute, _begin) = (most, size, execute, begin ?? Task.Run);
        _loops = [.. Enumerable.Range(0, loops).Select(_ => _begin(() => LoopAsync(null)))];
    }

    /// <summary>The number of queued calls.</summary>
    internal int Waiting
    {
        get
        {
            lock (_lock)
            {
                return _calls.Count;
            }
        }
    }

    /// <summary>Queues a call.</summary>
    /// <exception cref="GraphException">The store is stopping.</exception>
    internal void Add(TCall call)
    {
        if (!TryAdd(call))
        {
            throw new GraphException("The store is stopping.", isTransient: true);
        }
    }

    /// <summary>
    /// Lets another batch run beside a long one, in addition to the number that may run at the same time, and queues some of its calls again.
    /// Does nothing if many batches are long, or the queue is stopping.
    /// </summary>
    /// <param name="until">The end of the long batch. It answers all of its calls, also those that were queued again.</param>
    /// <param name="returned">Calls that need not wait for it.</param>
    internal void StandAside(Task until, IEnumerable<TCall> returned)
    {
        lock (_lock)
        {
            _long.RemoveAll(batch => batch.IsCompleted);
            if (_isStopping || _long.Count == MaxLong)
            {
                return;
            }

            _long.Add(until);
            _loops.RemoveAll(loop => loop.IsCompleted);
            _loops.Add(_begin(() => LoopAsync(until)));
        }

        foreach (TCall call in returned)
        {
            _ = call.TryReturn() && TryAdd(call);
        }
    }

    /// <summary>Stops accepting calls, and returns when the queued ones are done.</summary>
    public async ValueTask DisposeAsync()
    {
        Task[] loops;
        lock (_lock)
        {
            _isStopping = true;
            _signals.Writer.TryComplete();
            loops = [.. _loops];
        }

        await Task.WhenAll(loops);
    }

    private bool TryAdd(TCall call)
    {
        lock (_lock)
        {
            if (_isStopping)
            {
                return false;
            }

            _calls.Add(call);
            return _signals.Writer.TryWrite(true);
        }
    }

    private async Task LoopAsync(Task? until)
    {
        var batch = new List<TCall>();
        while (await _signals.Reader.WaitToReadAsync() && until?.IsCompleted != true)
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
        lock (_lock)
        {
            long left = _size;
            while (batch.Count < _most && _calls.Take(batch.Count == 0 ? long.MaxValue : left) is { } call)
            {
                _signals.Reader.TryRead(out _);
                if (call.TryTake())
                {
                    batch.Add(call);
                    left -= call.Size;
                }
            }
        }
    }
}
