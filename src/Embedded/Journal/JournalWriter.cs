namespace ReplayGraph.Embedded.Journal;

/// <summary>Appends to a journal. Not safe for concurrent use. All calls are synchronous: what has returned is durable.</summary>
/// <remarks>
/// If a write fails, its append is not acknowledged, and the file is truncated to its durable end. If the truncation succeeds (a full
/// disk), the next append may succeed; otherwise every append fails until <see cref="TryRecover"/> succeeds. After a failed flush the only
/// way on is to read the journal again and open a new writer.
/// </remarks>
public sealed class JournalWriter : IDisposable
{
    private readonly string _folder;
    private readonly JournalOptions _options;
    private readonly IStorage _storage;
    private readonly Func<uint>? _salt;
    private readonly List<JournalSegment> _closed;
    private readonly FrameGather _gather = new();
    private SegmentWriter _active;

    private JournalWriter(
        string folder, JournalOptions options, IStorage storage, Func<uint>? salt, List<JournalSegment> closed, SegmentWriter active)
    {
        _folder = folder;
        _options = options;
        _storage = storage;
        _salt = salt;
        _closed = closed;
        _active = active;
    }

    /// <summary>The durable end: a reader that starts here sees what is appended from now on.</summary>
    public JournalPosition End => new(_active.Number, _active.Durable);

    /// <summary>All segments, oldest first. The last one is being written.</summary>
    public IReadOnlyList<JournalSegment> Segments => [.. _closed, _active.Describe()];

    /// <summary>Bytes of the segments that follow a position.</summary>
    internal long BytesAfter(JournalPosition at) =>
        Segments.Where(segment => segment.Number >= at.Segment).Sum(segment => segment.Length) - at.Offset;

    /// <summary>Why appends fail now; null while they work.</summary>
    public JournalFailedException? Failure { get; private set; }

    /// <summary>
    /// Opens the end of a journal that has been read: truncates the torn tail, makes the rest durable, and creates the first segment if
    /// there is none.
    /// </summary>
    /// <param name="folder">The data folder, locked by this process.</param>
    /// <param name="scan">The result of reading the journal, or its end. Nothing may have been written since.</param>
    /// <param name="options">Options; null for the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    /// <exception cref="IOException">The files cannot be written.</exception>
    public static JournalWriter Open(DataFolder folder, JournalScan scan, JournalOptions? options = null) =>
        Open(folder.Path, scan, options ?? new(), DiskStorage.Instance, null);

    /// <summary>Writes the frames to one segment, and makes them durable with one flush.</summary>
    /// <returns>The durable end after them.</returns>
    /// <exception cref="JournalFailedException">The frames are not durable: this append failed, or an earlier failure persists.</exception>
    /// <exception cref="ArgumentException">A frame exceeds a limit; nothing was written.</exception>
    public JournalPosition Append(IReadOnlyList<JournalFrame> frames)
    {
        long length = FrameGather.Measure(frames);
        ThrowIfFailed();

        if (frames.Count == 0)
        {
            return End;
        }

        if (_active.HasFrames && _active.Durable + length > _options.SegmentBytes)
        {
            Roll();
        }

        try
        {
            _active.Append(_gather, frames);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Fail(_active.Path, _active.Durable, e);
        }
        finally
        {
            _gather.Clear();
        }

        return End;
    }

    /// <summary>Closes the current segment, if it has frames, and starts the next one. Closed segments can be dropped.</summary>
    /// <exception cref="JournalFailedException">
    /// The next segment cannot be created, or an earlier failure persists. If <see cref="Failure"/> is null, writing continues in the old
    /// one.
    /// </exception>
    public void Roll()
    {
        ThrowIfFailed();

        if (!_active.HasFrames)
        {
            return;
        }

        SegmentWriter next;
        try
        {
            next = SegmentWriter.Create(_storage, _folder, _active.Number + 1, _salt);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Fail(SegmentFiles.PathOf(_folder, _active.Number + 1), 0, e);
        }

        _closed.Add(_active.Describe());
        _active.Dispose();
        _active = next;
    }

    /// <summary>Tries to undo what a failed append left behind, so that appends can continue.</summary>
    /// <returns>True if appends can continue. Always false after a failed flush.</returns>
    public bool TryRecover()
    {
        if (Failure is null or { IsPermanent: true })
        {
            return Failure is null;
        }

        Failure = TakeBack(Failure);
        return Failure is null;
    }

    /// <summary>The oldest segments whose frames have all expired, up to the first that has not; the one being written included.</summary>
    /// <param name="nowMs">The current time in Unix milliseconds; a segment expires at its latest expiry.</param>
    /// <exception cref="IOException">A segment that was not read on opening cannot be read.</exception>
    /// <exception cref="JournalDamagedException">Such a segment is damaged.</exception>
    internal IReadOnlyList<JournalSegment> FindExpired(long nowMs)
    {
        List<JournalSegment> expired = [];
        for (int i = 0; i < _closed.Count; i++)
        {
            if (_closed[i].LatestExpiryMs is null)
            {
                _closed[i] = SegmentExpiry.Find(_storage, _closed[i]);
            }

            if (_closed[i].LatestExpiryMs >= nowMs)
            {
                return expired;
            }

            expired.Add(_closed[i]);
        }

        _active.LatestExpiryMs ??= SegmentExpiry.Find(_storage, _active.Describe()).LatestExpiryMs;
        if (_active.HasFrames && _active.LatestExpiryMs < nowMs)
        {
            expired.Add(_active.Describe());
        }

        return expired;
    }

    /// <summary>
    /// Deletes the oldest closed segments whose frames have all expired, up to the first that has not. A crash at any moment leaves a
    /// journal without a gap. The segment being written stays; <see cref="Roll"/> closes it.
    /// </summary>
    /// <param name="nowMs">The current time in Unix milliseconds; a segment is deleted when its latest expiry is earlier.</param>
    /// <exception cref="IOException">A segment cannot be read or deleted; the segments before it are gone.</exception>
    /// <exception cref="JournalDamagedException">A segment whose expiry was not known yet is damaged.</exception>
    public JournalDrop DropExpired(long nowMs)
    {
        var dropped = new List<JournalSegment>();
        while (_closed.Count > 0)
        {
            JournalSegment oldest = _closed[0];
            if (oldest.LatestExpiryMs is null)
            {
                oldest = _closed[0] = SegmentExpiry.Find(_storage, oldest);
            }

            if (oldest.LatestExpiryMs >= nowMs)
            {
                break;
            }

            // One flush for each: if a later deletion became durable before an earlier one, a crash would leave a gap.
            _storage.Delete(oldest.File);
            _closed.RemoveAt(0);
            dropped.Add(oldest);
            _storage.FlushFolder(_folder);
        }

        return new(dropped, dropped.Sum(s => s.Length));
    }

    /// <summary>
    /// Deletes the oldest segments, up to one that stays. A crash at any moment leaves a journal without a gap. The segment being written
    /// always stays.
    /// </summary>
    /// <param name="segment">The number of the first segment to keep.</param>
    /// <exception cref="IOException">A segment cannot be deleted; the segments before it are gone.</exception>
    internal void DropBefore(long segment)
    {
        while (_closed.Count > 0 && _closed[0].Number < segment)
        {
            // One flush for each, as above.
            _storage.Delete(_closed[0].File);
            _closed.RemoveAt(0);
            _storage.FlushFolder(_folder);
        }
    }

    /// <summary>Notes that a closed segment was cut because it was damaged.</summary>
    /// <param name="segment">Its number.</param>
    /// <param name="length">Its new length, in bytes.</param>
    internal void Shorten(long segment, long length)
    {
        int at = _closed.FindIndex(one => one.Number == segment);
        _closed[at] = _closed[at] with { Length = length, LatestExpiryMs = null };
    }

    /// <summary>Closes the file. Everything is already flushed.</summary>
    public void Dispose() => _active.Dispose();

    internal static JournalWriter Open(
        string folder, JournalScan scan, JournalOptions options, IStorage storage, Func<uint>? salt)
    {
        options.Validate();
        if (scan.Torn is { Offset: 0 } headless)
        {
            storage.Delete(headless.File);
        }

        // The file may belong to a segment that a process created and could not flush before it ended.
        storage.FlushFolder(folder);

        List<JournalSegment> closed = [.. scan.Segments];
        if (closed.Count > 0)
        {
            JournalSegment last = closed[^1];
            closed.RemoveAt(closed.Count - 1);
            return new(folder, options, storage, salt, closed, SegmentWriter.Continue(storage, last));
        }

        long number = 1;
        if (scan.Torn is { } torn)
        {
            _ = JournalFormat.TryParseFileName(Path.GetFileName(torn.File.AsSpan()), out number);
        }

        return new(folder, options, storage, salt, closed, SegmentWriter.Create(storage, folder, number, salt));
    }

    private void ThrowIfFailed()
    {
        if (Failure is { } f)
        {
            throw new JournalFailedException(f.File, f.Offset, f.Cause, f.IsPermanent, f);
        }
    }

    private JournalFailedException Fail(string file, long offset, Exception e)
    {
        var failure = new JournalFailedException(file, offset, e.Message, e is FlushFailedException, e);
        Failure = TakeBack(failure);
        return Failure is { IsPermanent: true } ? Failure : failure;
    }

    /// <returns>The failure that persists; null if everything was undone and the files can be trusted.</returns>
    private JournalFailedException? TakeBack(JournalFailedException failure)
    {
        try
        {
            // A segment that could not be started; otherwise nothing follows the active one. It must not reappear, because a torn tail
            // before it would then count as damage.
            _storage.Delete(SegmentFiles.PathOf(_folder, _active.Number + 1));
            FlushFailedException.Guard(() => _storage.FlushFolder(_folder));
            _active.Cut();
            return failure.IsPermanent ? failure : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return failure.IsPermanent || e is not FlushFailedException
                ? failure
                : new(_active.Path, _active.Durable, e.Message, isPermanent: true, e);
        }
    }
}
