namespace ReplayGraph.Embedded.Journal;

/// <summary>A file of a storage, from its beginning, as a stream for reading or writing. The owner disposes the file.</summary>
internal sealed class StorageStream : Stream
{
    private readonly IReadableFile? _read;
    private readonly IWritableFile? _written;
    private long _at;

    internal StorageStream(IReadableFile file) => _read = file;

    internal StorageStream(IWritableFile file) => _written = file;

    public override bool CanRead => _read is not null;

    public override bool CanSeek => false;

    public override bool CanWrite => _written is not null;

    public override long Length => _read?.Length ?? _at;

    public override long Position
    {
        get => _at;
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        int read = (_read ?? throw new NotSupportedException()).Read(buffer, _at);
        _at += read;
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Write(byte[] buffer, int offset, int count)
    {
        (_written ?? throw new NotSupportedException()).Write([buffer.AsMemory(offset, count)], _at);
        _at += count;
    }

    /// <summary>Makes everything written durable.</summary>
    public override void Flush() => _written?.Flush();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
