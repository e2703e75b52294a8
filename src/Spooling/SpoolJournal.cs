using ReplayGraph.Embedded.Journal;

namespace ReplayGraph.Spooling;

/// <summary>
/// The journal of a spool and how far it is delivered. That position is not stored: delivered segments are deleted, so a restart delivers
/// at most one segment again. Safe for concurrent use by one appender, one delivery and any number of callers.
/// </summary>
internal sealed class SpoolJournal : IDisposable
{
    // Held while the disk works, by the appender and the delivery only; taken before the lock of the capacity.
    private readonly Lock _disk = new();
    private readonly IStorage _storage;
    private readonly IHeldFolder _folder;
    private readonly JournalWriter _writer;
    private readonly SpoolRepair _repair;
    private JournalPosition _at;

    private SpoolJournal(IStorage storage, IHeldFolder folder, JournalWriter writer, SpoolRepair repair, SpoolCapacity capacity)
    {
        (_storage, _folder, _writer, _repair, Capacity) = (storage, folder, writer, repair, capacity);
        _at = StartOf(_writer.Segments[0].Number);
        Measure();
    }

    /// <summary>Its capacity, and what waits.</summary>
    internal SpoolCapacity Capacity { get; }

    internal static SpoolJournal Open(SpoolOptions options, IStorage storage, ISpoolLog log, Func<uint>? salt)
    {
        IHeldFolder folder = storage.Hold(options.Folder);
        try
        {
            var repair = new SpoolRepair(storage, folder.Path, log, salt);
            (JournalScan scan, Timestamp? oldest) = repair.Scan();
            var writer = JournalWriter.Open(folder.Path, scan, options.Journal, storage, salt);
            var journal = new SpoolJournal(storage, folder, writer, repair, new(options.MaxBytes, oldest));
            if (oldest is not null)
            {
                log.Continues(journal.Capacity.Waiting);
            }

            return journal;
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    /// <summary>Makes frames durable whose bytes were reserved.</summary>
    /// <exception cref="JournalFailedException">They are not durable.</exception>
    internal void Append(IReadOnlyList<JournalFrame> frames)
    {
        lock (_disk)
        {
            try
            {
                _writer.TryRecover();
                _writer.Append(frames);
                Capacity.Appended(ArrivalOf(frames[0]));
            }
            finally
            {
                Measure();
            }
        }
    }

    /// <summary>Reads the next frames, up to the end of their segment; null if none is durable.</summary>
    /// <param name="bytes">The size at which a window ends.</param>
    /// <param name="tooOld">Frames that arrived before have waited too long.</param>
    /// <exception cref="JournalDamagedException">The next frame is damaged.</exception>
    internal SpoolWindow? Read(long bytes, Timestamp tooOld)
    {
        JournalPosition at;
        long end;
        lock (_disk)
        {
            Advance();
            (at, end) = (_at, _writer.Segments.First(segment => segment.Number == _at.Segment).Length);
        }

        if (at.Offset >= end)
        {
            return null;
        }

        SpoolWindow window = Read(at, end, bytes, tooOld);
        Capacity.Oldest = ArrivalOf(window.Frames[0]);
        return window;
    }

    /// <summary>Moves on to the end of what was delivered or dropped, and deletes the segments before it.</summary>
    internal void Pass(JournalPosition to)
    {
        lock (_disk)
        {
            _at = to;
            Advance();
        }
    }

    /// <summary>Ends the delivery if everything is delivered, and nothing is being written.</summary>
    internal bool TryFinish()
    {
        lock (_disk)
        {
            Advance();
            if (_at != _writer.End || !Capacity.TryFinish())
            {
                return false;
            }

            _writer.TryRecover();
            _writer.Roll();
            Advance();
            return true;
        }
    }

    /// <summary>Sets the segment that is being read aside, and keeps what is intact before the damage.</summary>
    internal void SetAside(JournalDamagedException damage)
    {
        lock (_disk)
        {
            // The writer must not be in that file.
            if (_at.Segment == _writer.End.Segment)
            {
                _writer.Roll();
            }

            _writer.Shorten(_at.Segment, _repair.SetAside(damage.File, damage.Offset, damage.Message));
            Advance();
        }
    }

    public void Dispose()
    {
        _writer.Dispose();
        _folder.Dispose();
    }

    internal static Timestamp ArrivalOf(in JournalFrame frame) => new(frame.ExpiresAtMs);

    private static JournalPosition StartOf(long segment) => new(segment, JournalFormat.SegmentHeader);

    private SpoolWindow Read(JournalPosition at, long end, long bytes, Timestamp tooOld)
    {
        List<JournalFrame> frames = [];
        bool isTooOld = false;
        using var reader = new JournalReader(_storage, _folder.Path, at);
        for (long read = 0; at.Offset < end && read < bytes && reader.TryRead(out JournalEntry entry); at = entry.Next)
        {
            bool isOld = ArrivalOf(entry.Frame) < tooOld;
            if (frames.Count > 0 && isOld != isTooOld)
            {
                break;
            }

            // The reader reuses its buffer.
            isTooOld = isOld;
            frames.Add(entry.Frame with { Payload = entry.Frame.Payload.ToArray() });
            read += entry.Frame.Payload.Length;
        }

        return frames.Count > 0
            ? new(frames, at, isTooOld)
            : throw new JournalDamagedException(SegmentFiles.PathOf(_folder.Path, at.Segment), at.Offset, "durable frames are missing");
    }

    // From the end of a closed segment to the next one. What is before the position is deleted.
    private void Advance()
    {
        foreach (JournalSegment segment in _writer.Segments.SkipLast(1))
        {
            if (segment.Number == _at.Segment && _at.Offset >= segment.Length)
            {
                _at = StartOf(segment.Number + 1);
            }
        }

        try
        {
            _writer.DropBefore(_at.Segment);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // They are deleted with the next ones, or delivered again by the next process.
        }

        Measure();
    }

    private void Measure()
    {
        IReadOnlyList<JournalSegment> segments = _writer.Segments;
        long delivered = segments.Where(segment => segment.Number < _at.Segment).Sum(segment => segment.Length) + _at.Offset;
        Capacity.Measured(segments.Sum(segment => segment.Length), delivered, _writer.Failure?.Message);
    }
}
