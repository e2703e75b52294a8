using System.Buffers;

namespace ReplayGraph.Cli.Importing;

/// <summary>A run of whole lines of an input, in a rented buffer. Not safe for concurrent use.</summary>
/// <param name="buffer">The buffer, from the shared pool.</param>
/// <param name="length">The number of bytes in use.</param>
/// <param name="firstLine">The number of the first line, from 1.</param>
public sealed class LinePiece(byte[] buffer, int length, long firstLine) : IDisposable
{
    private byte[]? _buffer = buffer;

    /// <summary>The lines; the last one may lack its line break.</summary>
    public ReadOnlyMemory<byte> Bytes => (_buffer ?? throw new ObjectDisposedException(nameof(LinePiece))).AsMemory(0, length);

    /// <summary>The number of the first line, from 1.</summary>
    public long FirstLine { get; } = firstLine;

    /// <summary>Whether this stands for one line that is too long for any format, without its bytes.</summary>
    public bool IsTooLong { get; init; }

    /// <summary>The number of the first line for the parsers, which look for a byte order mark only before line 1.</summary>
    public int ParserLine => FirstLine == 1 ? 1 : 2;

    /// <summary>The input's line number for a parser's line number.</summary>
    public long LineOf(int parserLine) => FirstLine + (parserLine - ParserLine);

    /// <summary>Returns the buffer to the pool.</summary>
    public void Dispose()
    {
        if (_buffer is { } rented)
        {
            _buffer = null;
            ArrayPool<byte>.Shared.Return(rented);
        }
    }
}
