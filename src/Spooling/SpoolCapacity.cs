using ReplayGraph.Embedded.Journal;

namespace ReplayGraph.Spooling;

/// <summary>The capacity of a spool, and what waits in it. Safe for concurrent use; no call waits for the disk.</summary>
/// <param name="maxBytes">The most bytes of journal.</param>
/// <param name="oldest">When the oldest frame arrived; null if none waits.</param>
internal sealed class SpoolCapacity(long maxBytes, Timestamp? oldest)
{
    private readonly Lock _gate = new();
    private Timestamp? _oldest = oldest;
    private string? _failure;
    private long _size;
    private long _passed;
    private long _reserved;
    private int _writing;
    private bool _hasReportedFull;
    private bool _hasReportedFailure;
    private volatile bool _isBehind = oldest is not null;

    /// <summary>Whether frames wait, or are being written.</summary>
    internal bool IsBehind => _isBehind;

    /// <summary>Bytes that are durable and not delivered.</summary>
    internal long Waiting
    {
        get
        {
            lock (_gate)
            {
                return _isBehind ? Math.Max(0, _size - _passed) : 0;
            }
        }
    }

    /// <summary>When the oldest waiting frame arrived; null if none waits.</summary>
    internal Timestamp? Oldest
    {
        get
        {
            lock (_gate)
            {
                return _oldest;
            }
        }

        set
        {
            lock (_gate)
            {
                _oldest = value;
            }
        }
    }

    /// <summary>Why frames are rejected now; null if they are not.</summary>
    internal string? Refusing
    {
        get
        {
            lock (_gate)
            {
                return _failure ?? (_hasReportedFull || _size + _reserved >= maxBytes ? "The spool is full." : null);
            }
        }
    }

    /// <summary>Reserves bytes for a frame. From now on the spool is behind.</summary>
    /// <returns>Whether it was not behind before.</returns>
    /// <exception cref="SpoolFullException">There is no room.</exception>
    internal bool Reserve(in JournalFrame frame)
    {
        lock (_gate)
        {
            if (_size + _reserved + frame.Payload.Length > maxBytes)
            {
                throw new SpoolFullException();
            }

            bool wasBehind = _isBehind;
            _reserved += frame.Payload.Length;
            _writing++;
            _isBehind = true;
            return !wasBehind;
        }
    }

    /// <summary>Releases the bytes of a frame: it is part of the journal now, or was not written.</summary>
    internal void Release(in JournalFrame frame)
    {
        lock (_gate)
        {
            _reserved -= frame.Payload.Length;
            _writing--;
        }
    }

    internal void Appended(Timestamp arrival)
    {
        lock (_gate)
        {
            _oldest ??= arrival;
            _hasReportedFailure = false;
        }
    }

    /// <summary>Notes the state of the journal.</summary>
    /// <param name="size">Bytes of its files.</param>
    /// <param name="passed">Bytes of them that were delivered.</param>
    /// <param name="failure">Why it cannot be written; null if it can.</param>
    internal void Measured(long size, long passed, string? failure)
    {
        lock (_gate)
        {
            (_size, _passed, _failure) = (size, passed, failure);
            _hasReportedFull &= _size > maxBytes / 4 * 3;
        }
    }

    /// <summary>Nothing waits any more, unless a frame is being written.</summary>
    internal bool TryFinish()
    {
        lock (_gate)
        {
            if (_writing > 0)
            {
                return false;
            }

            _oldest = null;
            _isBehind = false;
            return true;
        }
    }

    /// <summary>Whether to report that it is full: once, until a quarter of it is free again.</summary>
    internal bool ShouldReportFull()
    {
        lock (_gate)
        {
            return !_hasReportedFull && (_hasReportedFull = true);
        }
    }

    /// <summary>Whether to report that it cannot be written: once, until it can.</summary>
    internal bool ShouldReportFailure()
    {
        lock (_gate)
        {
            return !_hasReportedFailure && (_hasReportedFailure = true);
        }
    }
}
