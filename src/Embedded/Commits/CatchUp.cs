using ReplayGraph.Embedded.Journal;

namespace ReplayGraph.Embedded.Commits;

/// <summary>
/// Brings the nodes up to the journal after a start, while more is appended to it. It reads in passes: up to the end that the start found,
/// then what was appended meanwhile, and so on. Facts wait in the journal, not in memory.
/// </summary>
/// <param name="storage">The storage of the journal.</param>
/// <param name="folder">The data folder.</param>
/// <param name="end">The journal's end at the start.</param>
/// <param name="load">Loads the snapshot; returns where it stands in the journal.</param>
/// <param name="apply">Applies a frame.</param>
/// <param name="finish">Called once everything is applied, with the bytes of journal that were; returns the report.</param>
internal sealed class CatchUp(
    IStorage storage, string folder, JournalPosition end, Func<JournalPosition> load, Action<JournalFrame> apply, Func<long, OpenReport> finish)
    : IDisposable
{
    // What is shorter is applied sooner than new batches notice.
    private const long ShortPass = 1 << 20;

    private readonly TaskCompletionSource<OpenReport> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private JournalPosition? _from;
    private JournalPosition _until = end;
    private JournalReader? _reader;
    private long _length = long.MaxValue;
    private long _bytes;
    private volatile bool _isLast;
    private volatile bool _isExtending;

    /// <summary>
    /// Completes once everything that the journal held, and all batches acknowledged since, are applied; fails if that is impossible.
    /// </summary>
    internal Task<OpenReport> Done => _done.Task;

    /// <summary>Whether new batches go to the applier, after this pass. Before, they are only journalled: a later pass applies them.</summary>
    internal bool IsLast => _isLast;

    /// <summary>Whether <see cref="ApplyNext"/> has work.</summary>
    internal bool IsPending => !Done.IsCompleted && !_isExtending;

    /// <summary>Applies the next frame. For the applier's thread.</summary>
    /// <returns>
    /// True at the end of a pass: <see cref="Extend"/> must run between two groups of the journal's thread, then <see cref="Continue"/> here.
    /// </returns>
    /// <exception cref="JournalDamagedException">The journal is damaged.</exception>
    internal bool ApplyNext()
    {
        _from ??= load();
        _reader ??= new(storage, folder, _from.Value, _until);
        if (_reader.TryRead(out JournalEntry entry))
        {
            apply(entry.Frame);
            _bytes += entry.Next.Offset - entry.Position.Offset;
            return false;
        }

        if (IsLast)
        {
            _done.SetResult(finish(_bytes));
            return false;
        }

        return _isExtending = true;
    }

    /// <summary>
    /// Plans the next pass, up to the journal's end. It is the last one if little is left, or if passes do not become shorter because facts
    /// arrive as fast as they are applied: new batches then wait until it is done.
    /// </summary>
    internal void Extend(JournalWriter journal)
    {
        long length = journal.BytesAfter(_until);
        _isLast = length <= ShortPass || length > _length / 8 * 7;
        (_from, _until, _length) = (_until, journal.End, length);
    }

    /// <summary>Begins the next pass.</summary>
    internal void Continue()
    {
        _reader?.Dispose();
        _reader = null;
        _isExtending = false;
    }

    /// <summary>Ends it before the nodes have caught up.</summary>
    internal void Fail(Exception e) => _done.TrySetException(e);

    public void Dispose() => _reader?.Dispose();
}
