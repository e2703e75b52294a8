using System.Buffers;
using System.IO.Compression;
using System.IO.Pipelines;
using ReplayGraph.Shared;

namespace ReplayGraph.Api.Http;

/// <summary>
/// Reads "deflate", which clients use for two formats: zlib, as the standard says, and raw deflate. The first two bytes decide.
/// </summary>
internal sealed class AnyDeflateStream(Stream from) : ForwardStream
{
    // The flag of a preset dictionary. HTTP has none, and ZLibStream reports a missing one with an exception of its own.
    private const int NeedsDictionary = 0x20;

    private Stream? _inflating;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_inflating is null)
        {
            var reader = PipeReader.Create(from);
            ReadResult start = await reader.ReadAtLeastAsync(2, cancellationToken);
            bool isZlib = IsZlib(start.Buffer);
            reader.AdvanceTo(start.Buffer.Start);
            Stream whole = reader.AsStream();
            _inflating = isZlib ? new ZLibStream(whole, CompressionMode.Decompress) : new DeflateStream(whole, CompressionMode.Decompress);
        }

        return await _inflating.ReadAsync(buffer, cancellationToken);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _inflating?.Dispose();
        }

        base.Dispose(disposing);
    }

    private static bool IsZlib(ReadOnlySequence<byte> start)
    {
        Span<byte> head = stackalloc byte[2];
        if (start.Length < head.Length)
        {
            return false;
        }

        start.Slice(0, head.Length).CopyTo(head);
        return (head[0] & 0x0F) == 8 && (head[1] & NeedsDictionary) == 0 && (head[0] << 8 | head[1]) % 31 == 0;
    }
}
