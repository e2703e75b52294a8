using System.Text;

namespace ReplayGraph.Embedded.Journal;

/// <summary>Reads a journal in write order, from a position to its end. Read-only and lock-free. Not safe for concurrent use.</summary>
public sealed class JournalReader : IDisposable
{
    private readonly string _folder;
    private readonly JournalPosition _from;
    private readonly JournalPosition? _until;
    private readonly IReadOnlyList<long> _numbers;
    private readonly List<JournalSegment> _segments = [];
    private readonly IStorage _storage;
    private readonly SegmentCursor _cursor;
    private int _next;
    private long _latestExpiry;
    private bool _whole;
    private string _organization = string.Empty;
    private TornTail? _torn;
    private long _frames;
    private long _facts;
    private long _bytes;

    /// <summary>Opens a journal for reading.</summary>
    /// <param name="folder">The data folder.</param>
    /// <param name="from">
    /// Where to start: a <see cref="JournalEntry.Next"/> or an end of the same journal. If its segment has been dropped, reading starts at
    /// the oldest one left.
    /// </param>
    /// <exception cref="JournalDamagedException">A segment is missing in the middle, or the journal ends before the position.</exception>
    /// <exception cref="DirectoryNotFoundException">The folder does not exist.</exception>
    public JournalReader(string folder, JournalPosition from = default)
        : this(DiskStorage.Instance, Path.GetFullPath(folder), from)
    {
    }

    /// <summary>Opens a journal for reading up to a position that is known to be durable, while a writer may append after it.</summary>
    internal JournalReader(IStorage storage, string folder, JournalPosition from = default, JournalPosition? until = null)
    {
        (_storage, _cursor) = (storage, new(storage));
        _folder = folder;
        (_from, _until) = (from, until);
        _numbers = [.. SegmentFiles.List(_storage, _folder).TakeWhile(number => until is not { } end || number <= end.Segment)];
        if (from.Segment > (_numbers.Count == 0 ? 0 : _numbers[^1]))
        {
            throw EndsBefore(folder, from);
        }
    }

    /// <summary>The summary, once <see cref="TryRead"/> has returned false.</summary>
    /// <exception cref="InvalidOperationException">The end has not been reached.</exception>
    public JournalScan Scan
    {
        get
        {
            if (_next < _numbers.Count || _cursor.IsOpen)
            {
                throw new InvalidOperationException("The journal has not been read to its end.");
            }

            JournalPosition end = _segments.Count == 0 ? default : new(_segments[^1].Number, _segments[^1].Length);
            return new(_segments, end, _torn, _frames, _facts, _bytes);
        }
    }

    /// <summary>Reads the next frame. Returns false at the end; a torn tail counts as the end.</summary>
    /// <exception cref="JournalDamagedException">Durable data is damaged.</exception>
    /// <exception cref="JournalVersionException">The journal was written by a newer version.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public bool TryRead(out JournalEntry entry)
    {
        while (_cursor.IsOpen || OpenNext())
        {
            long offset = _cursor.Offset;
            if (_cursor.TryRead(out FrameHeader header, out ReadOnlyMemory<byte> body, out string? wrong))
            {
                entry = Entry(header, body, offset);
                return true;
            }

            if (wrong is not null)
            {
                Tear(offset, wrong, _cursor.FindDamage);
            }

            _segments.Add(new(Number, PathNow, offset, _whole ? _latestExpiry : null));
            _cursor.Close();
        }

        entry = default;
        return false;
    }

    /// <summary>Closes the files.</summary>
    public void Dispose() => _cursor.Dispose();

    internal static JournalDamagedException EndsBefore(string folder, JournalPosition start) =>
        new(SegmentFiles.PathOf(folder, start.Segment), start.Offset, "the journal ends before this start position");

    /// <summary>Number of the segment being read.</summary>
    private long Number => _numbers[_next - 1];

    private string PathNow => SegmentFiles.PathOf(_folder, Number);

    private bool OpenNext()
    {
        while (_next < _numbers.Count)
        {
            _next++;
            try
            {
                if (Number >= _from.Segment ? OpenThis() : PassThis())
                {
                    return true;
                }
            }
            catch (FileNotFoundException)
            {
                // A concurrent writer may drop old segments. If it did not, listing the files again finds the gap.
                IReadOnlyList<long> now = SegmentFiles.List(_storage, _folder);
                if (now.Count == 0 || now[0] <= Number)
                {
                    throw;
                }

                _cursor.Close();
            }
        }

        return false;
    }

    private bool PassThis()
    {
        using IReadableFile passed = _storage.Read(PathNow);
        _segments.Add(new(Number, PathNow, passed.Length, null));
        return false;
    }

    private bool OpenThis()
    {
        _latestExpiry = long.MinValue;
        _whole = true;
        if (_cursor.Open(PathNow, Number) is { } wrong)
        {
            bool torn = _cursor.Length <= JournalFormat.SegmentHeader || _cursor.IsBlank();
            Tear(0, wrong, () => torn ? null : "frames follow");
            _cursor.Close();
            return false;
        }

        if (Number == _until?.Segment && !_cursor.Limit(_until.Value.Offset))
        {
            throw new JournalDamagedException(PathNow, _cursor.Length, $"the file was durable up to offset {_until.Value.Offset}");
        }

        if (Number == _from.Segment && _from.Offset > JournalFormat.SegmentHeader)
        {
            if (_from.Offset > _cursor.Length)
            {
                throw new JournalDamagedException(
                    PathNow, _cursor.Length, $"the file ends before the start offset {_from.Offset}");
            }

            _whole = false;
            _cursor.Seek(_from.Offset);
        }

        return true;
    }

    private void Tear(long offset, string wrong, Func<string?> findDamage)
    {
        string? damage = _next < _numbers.Count ? $"segment {Number + 1} follows" : findDamage();
        damage ??= _until is { } end ? $"the file was durable up to offset {end.Offset}" : null;
        if (damage is not null)
        {
            throw new JournalDamagedException(PathNow, offset, $"{wrong}, and {damage}");
        }

        _torn = new(PathNow, offset, _cursor.Length - offset, wrong);
    }

    private JournalEntry Entry(in FrameHeader header, ReadOnlyMemory<byte> body, long offset)
    {
        _frames++;
        _facts += header.Count;
        _bytes += header.Length;
        _latestExpiry = Math.Max(_latestExpiry, header.ExpiresAtMs);
        ReadOnlySpan<byte> slug = body.Span[..header.OrganizationLength];
        if (!Ascii.Equals(slug, _organization))
        {
            _organization = Encoding.ASCII.GetString(slug);
        }

        var frame = new JournalFrame(
            _organization, header.Count, header.ExpiresAtMs, body[header.OrganizationLength..], header.Kind);
        return new(frame, new(Number, offset), new(Number, offset + header.Length));
    }
}
