namespace ReplayGraph.Cli.Importing;

/// <summary>A stream whose first bytes were read already, and that counts what is read from it.</summary>
internal sealed class CountedStream(ReadOnlyMemory<byte> first, Stream rest) : Stream
{
    private ReadOnlyMemory<byte> _first = first;
    private long _count;

    /// <summary>How many bytes were read. May be asked from any thread.</summary>
    internal long Count => Interlocked.Read(ref _count);

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => Count;
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int taken = TakeFirst(buffer.Span);
        return Counted(taken > 0 ? taken : await rest.ReadAsync(buffer, cancellationToken).ConfigureAwait(false));
    }

    public override int Read(Span<byte> buffer)
    {
        int taken = TakeFirst(buffer);
        return Counted(taken > 0 ? taken : rest.Read(buffer));
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            rest.Dispose();
        }

        base.Dispose(disposing);
    }

    private int TakeFirst(Span<byte> buffer)
    {
        int taken = Math.Min(buffer.Length, _first.Length);
        _first.Span[..taken].CopyTo(buffer);
        _first = _first[taken..];
        return taken;
    }

    private int Counted(int read)
    {
        Interlocked.Add(ref _count, read);
        return read;
    }
}
