namespace ReplayGraph.Cli.Importing;

/// <summary>A stream whose first bytes are known, and that counts what is read from it.</summary>
internal sealed class CountedStream : Stream
{
    // With less, no format can be told; waiting for more would keep lines that are there already.
    private const int LeastFirst = 8;

    private readonly Stream _rest;
    private ReadOnlyMemory<byte> _first;
    private long _count;

    // The input of a terminal ends each time that Ctrl-D is pressed: it must not be asked again.
    private bool _atEnd;

    private CountedStream(byte[] first, Stream rest)
    {
        (First, _first, _rest) = (first, first, rest);
        _atEnd = first.Length < LeastFirst;
    }

    /// <summary>The first bytes.</summary>
    internal ReadOnlyMemory<byte> First { get; }

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

    /// <summary>Reads the first bytes of a stream, which becomes its own.</summary>
    internal static async Task<CountedStream> OpenAsync(Stream stream, CancellationToken cancel)
    {
        byte[] first = new byte[ContentSniffer.Bytes];
        // Waits cancellably even where the stream cannot: a terminal or pipe that says nothing.
        int read = await stream.ReadAtLeastAsync(first, LeastFirst, throwOnEndOfStream: false, cancel).AsTask().WaitAsync(cancel);
        return new(first[..read], stream);
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int taken = TakeFirst(buffer.Span);
        return Counted(taken > 0 || _atEnd ? taken : await _rest.ReadAsync(buffer, cancellationToken).ConfigureAwait(false));
    }

    public override int Read(Span<byte> buffer)
    {
        int taken = TakeFirst(buffer);
        return Counted(taken > 0 || _atEnd ? taken : _rest.Read(buffer));
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
            _rest.Dispose();
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
        _atEnd |= read == 0;
        Interlocked.Add(ref _count, read);
        return read;
    }
}
