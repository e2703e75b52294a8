using System.Collections.Concurrent;
using ReplayGraph.Embedded.Journal;

namespace ReplayGraph.Embedded.Commits;

/// <summary>
/// The one write order: persist, apply, acknowledge. One thread writes the journal, as many waiting batches as there are with one flush
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
    private readonly Thread _persister;
    private readonly Thread _applier;
    private volatile Exception? _failure;
    private volatile Exception? _notApplied;
    private int _stopping;

    internal CommitPipeline(JournalWriter journal, Func<Commit, IngestResult> apply)
    {
        (_journal, _apply) = (journal, apply);
        _persister = new Thread(Persist) { Name = "journal", IsBackground = true };
        _applier = new Thread(Apply) { Name = "apply", IsBackground = true };
        _persister.Start();
        _applier.Start();
    }

    /// <summary>Why nothing can be taken in now; null if it can.</summary>
    internal Exception? Failure => _notApplied ?? _failure;

    /// <summary>False once durable facts could not be applied: from then on the nodes lag behind the journal, until it is read anew.</summary>
    internal bool IsApplied => _notApplied is null;

    /// <summary>Takes a batch through all three; returns when it is acknowledged.</summary>
    internal async ValueTask<IngestResult> CommitAsync(Commit commit, CancellationToken cancel)
    {
        await _places.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            Enqueue(commit);
            // The batch's bytes are the caller's: it must not get them back while they are being written.
            return await commit.Task.ConfigureAwait(false);
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
        await pause.Task.ConfigureAwait(false);
    }

    /// <summary>Acknowledges what is under way, takes nothing more, and ends both threads.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _stopping, 1) == 0)
        {
            _toPersist.CompleteAdding();
        }

        // Nothing is disposed of: callers that wait for a place, or were just answered, still use the queues and the semaphore.
        await Task.Run(() =>
        {
            _persister.Join();
            _applier.Join();
        }).ConfigureAwait(false);
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
        List<Commit> group = [];
        List<JournalFrame> frames = [];
        foreach (object work in _toPersist.GetConsumingEnumerable())
        {
            object? next = work;
            long bytes = 0;
            while (next is Commit commit)
            {
                group.Add(commit);
                frames.Add(commit.Frame);
                bytes += commit.Frame.Payload.Length;
                next = bytes < GroupBytes && _toPersist.TryTake(out object? more) ? more : null;
            }

            Persist(group, frames);
            group = [];
            frames.Clear();
            if (next is Pause pause)
            {
                pause.Run(() => pause.OnJournal(_journal));
                _toApply.Add(pause);
            }
        }

        _toApply.CompleteAdding();
    }

    private void Persist(List<Commit> group, List<JournalFrame> frames)
    {
        if (group.Count == 0)
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
            _journal.Append(frames);
            _toApply.Add(group);
        }
        catch (Exception e)
        {
            // Only a restart mends a failed flush, or nodes that lag behind the journal.
            bool isTransient = e is not (JournalFailedException { IsPermanent: true } or GraphException);
            var refused = new GraphException($"the facts could not be made durable: {e.Message}", isTransient, e);
            group.ForEach(commit => commit.SetException(refused));
        }

        _failure = _journal.Failure;
    }

    private void Apply()
    {
        foreach (object work in _toApply.GetConsumingEnumerable())
        {
            if (work is Pause pause)
            {
                pause.Run(pause.OnNodes);
                pause.Finish();
                continue;
            }

            foreach (Commit commit in (List<Commit>)work)
            {
                Apply(commit);
            }
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
