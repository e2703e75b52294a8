namespace ReplayGraph.Embedded.Journal;

/// <summary>Reads segments through one buffer. It reports errors and leaves their interpretation to the caller.</summary>
/// <param name="storage">The storage of the segments.</param>
/// <param name="buffer">The bytes to read at once; more for a longer frame.</param>
internal sealed class SegmentCursor(IStorage storage, int buffer = 1 << 20) : IDisposable
{
    // Uninitialized, because a small journal never touches most of it.
    private byte[] _buffer = GC.AllocateUninitializedArray<byte>(buffer);
    private int _start;
    private int _end;
    private IReadableFile? _file;
    private string _path = string.Empty;
    private uint _seed;

    internal bool IsOpen => _file is not null;

    /// <summary>The offset of the next frame.</summary>
    internal long Offset { get; private set; }

    /// <summary>The length of the file when it was opened, or its limit; what is appended later is not read.</summary>
    internal long Length { get; private set; }

    /// <summary>Opens a segment and reads its header.</summary>
    /// <returns>The error in the header, or null.</returns>
    /// <exception cref="JournalVersionException">Its version is unknown.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    internal string? Open(string path, long number)
    {
        Close();
        _file = storage.Read(path);
        _path = path;
        Length = _file.Length;
        Fill(JournalFormat.SegmentHeader);
        string? wrong = JournalFormat.ReadSegmentHeader(_buffer.AsSpan(_start, _end - _start), path, number, out _seed);
        if (wrong is null)
        {
            Skip(JournalFormat.SegmentHeader);
        }

        return wrong;
    }

    /// <summary>Ignores what follows an offset. Returns false if the file is shorter.</summary>
    internal bool Limit(long offset)
    {
        bool isReached = offset <= Length;
        Length = Math.Min(Length, offset);
        return isReached;
    }

    internal void Seek(long offset)
    {
        Offset = offset;
        _start = _end = 0;
    }

    /// <summary>
    /// Reads a frame. Returns false at the end of the file, where <paramref name="wrong"/> is null, and at a frame that is not intact.
    /// </summary>
    internal bool TryRead(out FrameHeader header, out ReadOnlyMemory<byte> body, out string? wrong)
    {
        body = default;
        if (!TryReadHeader(out header, out wrong))
        {
            return false;
        }

        if (header.Length > Length - Offset || !Fill(header.Length))
        {
            wrong = $"the frame is incomplete: {Length - Offset} of {header.Length} bytes";
            return false;
        }

        body = _buffer.AsMemory(_start + JournalFormat.FrameHeaderBytes, header.BodyLength);
        if (Crc32C.Append(0, body.Span) != header.BodyChecksum)
        {
            wrong = "the checksum of the frame is wrong";
            return false;
        }

        Skip(header.Length);
        return true;
    }

    /// <summary>Reads a frame's header and skips the rest without checking it. Returns false as <see cref="TryRead"/> does.</summary>
    internal bool TryPass(out FrameHeader header, out string? wrong)
    {
        if (!TryReadHeader(out header, out wrong))
        {
            return false;
        }

        if (header.Length > Length - Offset)
        {
            wrong = "the frame is incomplete";
            return false;
        }

        if (header.Length <= _end - _start)
        {
            Skip(header.Length);
        }
        else
        {
            Seek(Offset + header.Length);
        }

        return true;
    }

    /// <summary>Evidence that the error at <see cref="Offset"/> is damage rather than a torn tail; null if there is none.</summary>
    internal string? FindDamage() => TornTailDetector.FindDamage(_file!, _path, _seed, Offset, Length);

    internal bool IsBlank() => TornTailDetector.IsZero(_file!, 0, Length);

    internal void Close()
    {
        _file?.Dispose();
        _file = null;
        Seek(0);
        Length = 0;
    }

    public void Dispose() => Close();

    private bool TryReadHeader(out FrameHeader header, out string? wrong)
    {
        header = default;
        wrong = null;
        if (Offset >= Length)
        {
            return false;
        }

        Fill(JournalFormat.FrameHeaderBytes);
        return JournalFormat.TryReadFrameHeader(_buffer.AsSpan(_start, _end - _start), _seed, _path, Offset, out header, out wrong);
    }

    private void Skip(int bytes)
    {
        _start += bytes;
        Offset += bytes;
    }

    /// <summary>Fills the buffer with at least that many bytes from <see cref="Offset"/>, if the file has them.</summary>
    private bool Fill(int bytes)
    {
        if (_end - _start >= bytes)
        {
            return true;
        }

        byte[] target = bytes > _buffer.Length ? new byte[Math.Max(bytes, (int)Math.Min(2L * _buffer.Length, Array.MaxLength))] : _buffer;
        _buffer.AsSpan(_start, _end - _start).CopyTo(target);
        _buffer = target;
        _end -= _start;
        _start = 0;
        while (_end < bytes)
        {
            int most = (int)Math.Min(_buffer.Length - _end, Length - Offset - _end);
            int read = most <= 0 ? 0 : _file!.Read(_buffer.AsSpan(_end, most), Offset + _end);
            if (read == 0)
            {
                // The file has shrunk: a concurrent writer undid an append that failed.
                Length = Math.Min(Length, Offset + _end);
                return false;
            }

            _end += read;
        }

        return true;
    }
}
