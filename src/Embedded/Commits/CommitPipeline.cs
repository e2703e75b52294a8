using System.Collections.Concurrent;
using ReplayGraph.Embedded.Journal;

namespace ReplayGraph.Embedded.Commits;

/// <summary>
/// The one write order: persist, apply, acknowledge. One worker writes the journal, as many waiting batches as there are with one flush
/// (group commit); another applies what is durable, in the order of the journal, while the next flush is under way.
/// </summary>
internal sealed class CommitPipeline : IAsyncDisposable
{
    // What one flush takes: more would only make the first of them wait.
    private const long GroupBytes = 32 << 20;
    private const int Waiting = 1024;

    private readonly JournalWriter _journal;
    private readonly Func<Commit, IngestResult> _apply;
    private readonly SemaphoreSlim _places = new(Waiting);
    private readonly BlockingCollection<object> _toPersist = [];
    private readonly BlockingCollection<object> _toApply = new(boundedCapacity: 64);
    private readonly List<Commit> _group = [];
    private readonly List<JournalFrame> _frames = [];
    private readonly IAsyncDisposable _workers;
    private volatile Exception? _failure;
    private volatile Exception? _notApplied;
    private int _stopping;

    /// <summary>Begins.</summary>
    /// <param name="journal">Where batches are made durable.</param>
    /// <param name="apply">Applies one.</param>
    /// <param name="begin">
    /// Puts two workers on it, one of which calls <see cref="PersistNext"/> and one <see cref="ApplyNext"/>; disposed of, they have ended.
    /// </param>
    internal CommitPipeline(JournalWriter journal, Func<Commit, IngestResult> apply, Func<CommitPipeline, IAsyncDisposable> begin)
    {
        (_journal, _apply) = (journal, apply);
        _workers = begin(this);
    }

    /// <summary>What waits to be persisted.</summary>
    internal int ToPersist => _toPersist.Count;

    /// <summary>What is durable and waits to be applied.</summary>
    internal int ToApply => _toApply.Count;

    /// <summary>Why nothing can be taken in now; null if it can.</summary>
    internal Exception? Failure => _notApplied ?? _failure;

    /// <summary>False once durable facts could not be applied: from then on the nodes lag behind the journal, until it is read anew.</summary>
    internal bool IsApplied => _notApplied is null;

    /// <summary>Takes a batch through all three; returns when it is acknowledged.</summary>
    internal async ValueTask<IngestResult> CommitAsync(Commit commit, CancellationToken cancel)
    {
        await _places.WaitAsync(cancel);
        try
        {
            Enqueue(commit);
            // The batch's bytes are the caller's: it must not get them back while they are being written.
            return await commit.Task;
        }
        finally
        {
            _places.Release();
        }
    }

    /// <summary>Runs an action between two groups on the journal's thread, and then one between two batches on the applier's.</summary>
    internal async Task BetweenAsync(Action<JournalWriter> onJournal, Action onNodes)
    {
        var pause = new Pause(onJournal, onNodes);
        Enqueue(pause);
        await pause.Task;
    }

    /// <summary>Acknowledges what is under way, takes nothing more, and ends both workers.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _stopping, 1) == 0)
        {
            _toPersist.CompleteAdding();
        }

        // Nothing is disposed of: callers that wait for a place, or were just answered, still use the queues and the semaphore.
        await _workers.DisposeAsync();
    }

    /// <summary>Makes the next group durable, or runs the next action between groups; waits for one. False once there will be none.</summary>
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

    /// <summary>Applies the next group that is durable, or runs the next action between groups; waits for one. False once there will be none.</summary>
    internal bool ApplyNext()
    {
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
            throw new GraphException("the graph is stopping", isTransient: true);
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
            _toApply.Add(_group.ToArray());
        }
        catch (Exception e)
        {
            // Only a restart mends a failed flush, or nodes that lag behind the journal.
            bool isTransient = e is not (JournalFailedException { IsPermanent: true } or GraphException);
            var refused = new GraphException($"the facts could not be made durable: {e.Message}", isTransient, e);
            _group.ForEach(commit => commit.SetException(refused));
        }

        _group.Clear();
        _frames.Clear();
        _failure = _journal.Failure;
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
                $"durable facts could not be applied, so that the journal has to be read anew: restart ({e.Message})", isTransient: false, e);
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
