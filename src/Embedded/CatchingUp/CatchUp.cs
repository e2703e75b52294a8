using ReplayGraph.Embedded.Journal;
using ReplayGraph.Embedded.Nodes;

namespace ReplayGraph.Embedded.CatchingUp;

/// <summary>
/// Brings the nodes up to the journal after a start, while more is appended to it. It reads in passes: up to the end that the start found,
/// then what was appended meanwhile, and so on. Facts wait in the journal, not in memory.
/// </summary>
/// <param name="tail">The journal at the start.</param>
/// <param name="usesThreads">Whether to decode, and to add links, on threads of their own.</param>
/// <param name="nodes">The nodes.</param>
/// <param name="finished">Called when they have caught up.</param>
internal sealed class CatchUp(JournalScan tail, bool usesThreads, ICatchUpNodes nodes, Action finished) : IDisposable
{
    // What is shorter is applied sooner than new batches notice.
    private const long ShortPass = 1 << 20;

    // The share of the journal from which its number of facts is estimated. Without an estimate, tables grow in steps of 1.5.
    private const double Sample = 1.0 / 32;

    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private JournalPosition? _from;
    private JournalPosition _until = tail.End;
    private FactDecoder? _decoder;
    private DecodeAhead? _ahead;
    private DecodedFacts? _decoded;
    private LinkBehind? _links;
    private long _length = long.MaxValue;
    private long _sampled;
    private bool _isReserved;
    private volatile bool _isLast;
    private volatile bool _isExtending;

    /// <summary>
    /// Completes once everything that the journal held, and all batches acknowledged since, are applied; fails if that is impossible.
    /// </summary>
    internal Task Done => _done.Task;

    /// <summary>Whether new batches go to the applier, after this pass. Before, they are only journalled: a later pass applies them.</summary>
    internal bool IsLast => _isLast;

    /// <summary>Whether <see cref="ApplyNext"/> has work.</summary>
    internal bool IsPending => !Done.IsCompleted && !_isExtending;

    /// <summary>Applies the next facts. For the applier's thread.</summary>
    /// <returns>
    /// True at the end of a pass: <see cref="Extend"/> must run between two groups of the journal's thread, then <see cref="Continue"/> here.
    /// </returns>
    /// <exception cref="JournalDamagedException">The journal is damaged.</exception>
    internal bool ApplyNext()
    {
        if (TakeNext() is { } facts)
        {
            nodes.Apply(facts);
            Reserve(facts.Bytes);
            _ahead?.Return(facts);
            return false;
        }

        if (IsLast)
        {
            Close();
            _links?.Finish();
            nodes.Finish();
            finished();
            _done.SetResult();
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
        Close();
        _isExtending = false;
    }

    /// <summary>Ends it before the nodes have caught up.</summary>
    internal void Fail(Exception e) => _done.TrySetException(e);

    public void Dispose()
    {
        Close();
        _links?.Dispose();
    }

    private DecodedFacts? TakeNext()
    {
        _decoder ??= nodes.Decode(_from ?? Load(), _until);
        if (usesThreads)
        {
            return (_ahead ??= new(_decoder)).Take();
        }

        return _decoder.TryDecode(_decoded ??= new(), manyFrames: false) ? _decoded : null;
    }

    private JournalPosition Load()
    {
        JournalPosition from = nodes.Load(_links = usesThreads ? new() : null);

        // After a snapshot, most facts are in the tables already.
        _isReserved = from != default;
        return from;
    }

    private void Reserve(long applied)
    {
        _sampled += applied;
        if (!_isReserved && _sampled >= tail.Length * Sample)
        {
            _isReserved = true;
            nodes.Reserve((double)tail.Length / _sampled);
        }
    }

    private void Close()
    {
        _ahead?.Dispose();
        _decoder?.Dispose();
        (_ahead, _decoder, _decoded) = (null, null, null);
    }
}
