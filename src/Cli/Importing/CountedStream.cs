using ReplayGraph.Shared;

namespace ReplayGraph.Cli.Importing;

/// <summary>A stream that exposes its first bytes and counts the bytes that are read.</summary>
internal sealed class CountedStream : ForwardStream
{
    // Fewer bytes do not identify a format; waiting for more would hold back lines that have arrived.
    private const int LeastFirst = 8;

    private readonly Stream _rest;
    private ReadOnlyMemory<byte> _first;
    private long _count;

    // A terminal's input ends at each Ctrl-D, so it must not be read again.
    private bool _atEnd;

    private CountedStream(byte[] first, Stream rest)
    {
        (First, _first, _rest) = (first, first, rest);
        _atEnd = first.Length < LeastFirst;
    }

    internal ReadOnlyMemory<byte> First { get; }

    /// <summary>The number of bytes read so far; safe to read from any thread.</summary>
    internal long Count => Interlocked.Read(ref _count);

    /// <summary>Takes ownership of a stream and reads its first bytes.</summary>
    internal static async Task<CountedStream> OpenAsync(Stream stream, CancellationToken cancel)
    {
        byte[] first = new byte[ContentSniffer.Bytes];
        // Can be cancelled even if the read cannot: an idle terminal or pipe.
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
