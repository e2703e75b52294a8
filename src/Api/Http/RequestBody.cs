using System.Buffers;
using ReplayGraph.Api.Problems;

namespace ReplayGraph.Api.Http;

/// <summary>
/// Reads a body into one buffer and decodes its Content-Encoding. It stops at the size limit, so a decompression bomb costs no more.
/// </summary>
internal sealed class RequestBody : IDisposable
{
    private const int FirstBuffer = 32 << 10;

    private readonly Bodies _bodies;
    private readonly HttpRequest _request;
    private readonly long _maxBytes;
    private Stream? _stream;
    private byte[] _buffer = [];
    private int _from;
    private int _to;
    private long _read;
    private long _reserved;

    /// <summary>Creates a reader.</summary>
    /// <param name="bodies">Counts the bytes in flight.</param>
    /// <param name="context">The request.</param>
    /// <param name="maxBytes">The most bytes after decompression.</param>
    internal RequestBody(Bodies bodies, HttpContext context, long maxBytes) =>
        (_bodies, _request, _maxBytes) = (bodies, context.Request, maxBytes);

    /// <summary>The bytes that were read and not consumed; valid until the next call.</summary>
    internal ReadOnlyMemory<byte> Written => _buffer.AsMemory(_from, _to - _from);

    /// <summary>Whether the whole body was read.</summary>
    internal bool AtEnd { get; private set; }

    /// <summary>Drops the first bytes.</summary>
    internal void Consume(int bytes) => _from += bytes;

    internal ValueTask<Problem?> ReadAllAsync(CancellationToken cancel) => ReadAsync(int.MaxValue, cancel);

    /// <summary>Reads until <see cref="Written"/> holds at least this many bytes, or to the end.</summary>
    /// <returns>What is wrong with the body, or null.</returns>
    internal async ValueTask<Problem?> ReadAsync(int atLeast, CancellationToken cancel)
    {
        if (_stream is null)
        {
            _stream = ContentEncodings.Open(_request, out Problem? unsupported);
            if (_stream is null)
            {
                return unsupported;
            }
        }

        while (!AtEnd && _to - _from < atLeast)
        {
            if (!MakeRoom(atLeast))
            {
                return Problem.Unavailable("Too many large bodies are in flight. Try again later.");
            }

            int read;
            try
            {
                read = await _stream.ReadAsync(_buffer.AsMemory(_to), cancel);
            }
            catch (Exception e) when (_stream != _request.Body && ContentEncodings.Explain(e, _request) is { } broken)
            {
                return broken;
            }

            _to += read;
            _read += read;
            AtEnd = read == 0;
            if (_read > _maxBytes)
            {
                string when = _stream == _request.Body ? "" : " after decompression";
                return Problem.TooLarge($"The body is larger than {_maxBytes} bytes{when}.");
            }
        }

        return null;
    }

    public void Dispose()
    {
        if (_stream != _request.Body)
        {
            _stream?.Dispose();
        }

        if (_buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = [];
        }

        _bodies.Release(_reserved);
        _reserved = 0;
    }

    private bool MakeRoom(int atLeast)
    {
        if (_from > 0)
        {
            _buffer.AsSpan(_from, _to - _from).CopyTo(_buffer);
            (_from, _to) = (0, _to - _from);
        }

        if (_to < _buffer.Length)
        {
            return true;
        }

        // One byte more than Content-Length, so that the end is found without a larger buffer.
        long announced = _stream == _request.Body ? (_request.ContentLength ?? 0) + 1 : 0;
        int size = (int)Math.Min(Math.Max(Math.Max(FirstBuffer, _buffer.Length * 2L), Math.Min(announced, atLeast)), Array.MaxLength);
        if (!_bodies.TryReserve(size - (int)_reserved))
        {
            return false;
        }

        _reserved = size;
        byte[] larger = ArrayPool<byte>.Shared.Rent(size);
        Written.CopyTo(larger);
        if (_buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
        }

        _buffer = larger;
        return true;
    }
}
