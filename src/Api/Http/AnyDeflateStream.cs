using System.IO.Compression;

namespace ReplayGraph.Api.Http;

/// <summary>
/// Reads "deflate", which clients use for two formats: zlib, as the standard says, and raw deflate. The first two bytes decide.
/// </summary>
internal sealed class AnyDeflateStream(Stream from) : Stream
{
    // The flag of a preset dictionary. HTTP has none, and ZLibStream reports a missing one with an exception of its own.
    private const int NeedsDictionary = 0x20;

    private readonly Stream _from = from;
    private Stream? _inflating;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_inflating is null)
        {
            byte[] head = new byte[2];
            int length = await _from.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken);
            var whole = new HeadedStream(head.AsMemory(0, length), _from);
            bool isZlib = length == 2 && (head[0] & 0x0F) == 8 && (head[1] & NeedsDictionary) == 0 && (head[0] << 8 | head[1]) % 31 == 0;
            _inflating = isZlib ? new ZLibStream(whole, CompressionMode.Decompress) : new DeflateStream(whole, CompressionMode.Decompress);
        }

        return await _inflating.ReadAsync(buffer, cancellationToken);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _inflating?.Dispose();
        }

        base.Dispose(disposing);
    }

    // Puts the bytes that were read back in front.
    private sealed class HeadedStream(ReadOnlyMemory<byte> head, Stream rest) : Stream
    {
        private readonly Stream _rest = rest;
        private ReadOnlyMemory<byte> _head = head;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (_head.IsEmpty)
            {
                return _rest.ReadAsync(buffer, cancellationToken);
            }

            int count = Math.Min(buffer.Length, _head.Length);
            _head[..count].CopyTo(buffer);
            _head = _head[count..];
            return new(count);
        }

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
