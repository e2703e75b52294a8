using System.Collections.Concurrent;
using ReplayGraph.Embedded.CatchingUp;
using ReplayGraph.Embedded.Journal;

namespace ReplayGraph.Embedded.Commits;

/// <summary>
/// The only write order: persist, apply, acknowledge. One worker appends all waiting batches to the journal with one flush (group commit);
/// another applies durable batches in journal order while the next flush runs. After a start it first applies what the journal holds; until
/// it has caught up, batches are acknowledged once they are durable, and wait in the journal.
/// </summary>
internal sealed class CommitPipeline : IAsyncDisposable
{
    // The most bytes in one flush. More would only delay the first batches of the group.
    private const long GroupBytes = 32 << 20;
    private const int MaxInFlight = 1024;

    private readonly JournalWriter _journal;
    private readonly CatchUp _catchUp;
    private readonly Func<Commit, IngestResult> _apply;
    private readonly SemaphoreSlim _slots = new(MaxInFlight);
    private readonly BlockingCollection<object> _toPersist = [];
    private readonly BlockingCollection<object> _toApply = new(boundedCapacity: 64);
    private readonly List<Commit> _group = [];
    private readonly List<JournalFrame> _frames = [];
    private readonly IAsyncDisposable _workers;
    private volatile Exception? _failure;
    private volatile Exception? _notApplied;
    private int _stopping;

    /// <summary>Starts the pipeline.</summary>
    /// <param name="journal">Makes batches durable.</param>
    /// <param name="catchUp">Applies what the journal holds.</param>
    /// <param name="apply">Applies one batch.</param>
    /// <param name="begin">
    /// Starts two workers: one calls <see cref="PersistNext"/>, the other <see cref="ApplyNext"/>. Disposing the result waits for both to
    /// end.
    /// </param>
    internal CommitPipeline(
        JournalWriter journal, CatchUp catchUp, Func<Commit, IngestResult> apply, Func<CommitPipeline, IAsyncDisposable> begin)
    {
        (_journal, _catchUp, _apply) = (journal, catchUp, apply);
        _workers = begin(this);
    }

    /// <summary>Batches and actions that wait to be persisted.</summary>
    internal int ToPersist => _toPersist.Count;

    /// <summary>Groups that are durable and wait to be applied; one for what the journal holds.</summary>
    internal int ToApply => _toApply.Count + (_catchUp.IsPending ? 1 : 0);

    /// <summary>Why the pipeline rejects batches now; null while it accepts them.</summary>
    internal Exception? Failure => _notApplied ?? _failure;

    /// <summary>False once durable facts could not be applied: the nodes then lag behind the journal until a restart replays it.</summary>
    internal bool IsApplied => _notApplied is null && _catchUp.Done.IsCompletedSuccessfully;

    /// <summary>Persists, applies and acknowledges a batch.</summary>
    internal async ValueTask<IngestResult> CommitAsync(Commit commit, CancellationToken cancel)
    {
        await _slots.WaitAsync(cancel);
        try
        {
            Enqueue(commit);
            // The caller owns the batch's bytes, so this must not return while they are being written.
            return await commit.Task;
        }
        finally
        {
            _slots.Release();
        }
    }

    /// <summary>
    /// Runs one action on the journal's thread between two groups, then another on the applier's thread between two batches.
    /// </summary>
    internal async Task BetweenAsync(Action<JournalWriter> onJournal, Action onNodes)
    {
        var pause = new Pause(onJournal, onNodes);
        Enqueue(pause);
        await pause.Task;
    }

    /// <summary>Acknowledges batches in flight, rejects new ones, and ends both workers.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _stopping, 1) == 0)
        {
            _toPersist.CompleteAdding();
        }

        // The queues and the semaphore are not disposed: callers that wait for a slot, or were just answered, still use them.
        await _workers.DisposeAsync();
        _catchUp.Dispose();
    }

    /// <summary>
    /// Persists the next group or runs the next action; blocks until there is one. Returns false when the pipeline has stopped.
    /// </summary>
    internal bool PersistNext()
    {
        if (!_toPersist.TryTake(out object? next, Timeout.Infinite))
        {
            _toApply.CompleteAdding();
            return false;
        }

        long bytes = 0;
        while (next is Commit commit)
        {
            _group.Add(commit);
            _frames.Add(commit.Frame);
            bytes += commit.Frame.Payload.Length;
            next = bytes < GroupBytes && _toPersist.TryTake(out object? more) ? more : null;
        }

        Persist();
        if (next is Pause pause)
        {
            pause.Run(() => pause.OnJournal(_journal));
            _toApply.Add(pause);
        }

        return true;
    }

    /// <summary>
    /// Applies the next durable group or runs the next action; blocks until there is one. Returns false when the pipeline has stopped.
    /// While it has not caught up, applies the next frame of the journal instead.
    /// </summary>
    internal bool ApplyNext()
    {
        if (_catchUp.IsPending)
        {
            CatchUpNext();
            return true;
        }

        if (!_toApply.TryTake(out object? work, Timeout.Infinite))
        {
            return false;
        }

        if (work is Pause pause)
        {
            pause.Run(pause.OnNodes);
            pause.Finish();
        }
        else
        {
            foreach (Commit commit in (Commit[])work)
            {
                Apply(commit);
            }
        }

        return true;
    }

    private void Enqueue(object work)
    {
        try
        {
            _toPersist.Add(work);
        }
        catch (InvalidOperationException)
        {
            throw new GraphException("The graph is stopping.", isTransient: true);
        }
    }

    private void Persist()
    {
        if (_group.Count == 0)
        {
            return;
        }

        try
        {
            if (_notApplied is { } behind)
            {
                throw behind;
            }

            _journal.TryRecover();
            _journal.Append(_frames);
            PassOn();
        }
        catch (Exception e)
        {
            // Only a restart recovers from a failed flush, or from nodes that lag behind the journal.
            bool isTransient = e is not (JournalFailedException { IsPermanent: true } or GraphException);
            var refused = new GraphException($"Facts could not be made durable: {e.Message}", isTransient, e);
            _group.ForEach(commit => commit.SetException(refused));
        }

        _group.Clear();
        _frames.Clear();
        _failure = _journal.Failure;
    }

    private void PassOn()
    {
        if (_catchUp.IsLast)
        {
            _toApply.Add(_group.ToArray());
        }
        else
        {
            _group.ForEach(commit => commit.SetResult(new(0, 0, 0, Journalled: (int)commit.Frame.Count)));
        }
    }

    private void CatchUpNext()
    {
        if (_stopping != 0 && !_catchUp.IsLast)
        {
            // The next start continues. What waits to be journalled still is.
            _catchUp.Fail(new GraphException("The graph is stopping.", isTransient: true));
            return;
        }

        try
        {
            if (_catchUp.ApplyNext())
            {
                Enqueue(new Pause(_catchUp.Extend, _catchUp.Continue));
            }
        }
        catch (GraphException e) when (e.IsTransient)
        {
            _catchUp.Fail(e);
        }
        catch (Exception e)
        {
            _notApplied = new GraphException($"The journal could not be applied. Restart to try again. ({e.Message})", isTransient: false, e);
            _catchUp.Fail(e);
        }
    }

    private void Apply(Commit commit)
    {
        try
        {
            if (_notApplied is null)
            {
                commit.SetResult(_apply(commit));
                return;
            }
        }
        catch (Exception e)
        {
            _notApplied = new GraphException(
                $"Durable facts could not be applied. Restart to replay the journal. ({e.Message})", isTransient: false, e);
        }

        commit.SetException(_notApplied);
    }

    private sealed class Pause(Action<JournalWriter> onJournal, Action onNodes)
        : TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        private Exception? _failure;

        internal Action<JournalWriter> OnJournal { get; } = onJournal;

        internal Action OnNodes { get; } = onNodes;

        internal void Run(Action action)
        {
            try
            {
                action();
            }
            catch (Exception e)
            {
                _failure ??= e;
            }
        }

        internal void Finish()
        {
            if (_failure is null)
            {
                SetResult();
            }
            else
            {
                SetException(_failure);
            }
        }
    }
}
