using System.Buffers;

namespace ReplayGraph.Cli.Importing;

/// <summary>A run of whole lines of an input, in a rented buffer. Not safe for concurrent use.</summary>
/// <param name="buffer">The buffer, which goes back to the shared pool.</param>
/// <param name="length">How many bytes of it are lines.</param>
/// <param name="firstLine">The number of the first line, from 1.</param>
public sealed class LinePiece(byte[] buffer, int length, long firstLine) : IDisposable
{
    private byte[]? _buffer = buffer;

    /// <summary>The lines; the last one may lack its end.</summary>
    public ReadOnlyMemory<byte> Bytes => (_buffer ?? throw new ObjectDisposedException(nameof(LinePiece))).AsMemory(0, length);

    /// <summary>The number of the first line, from 1.</summary>
    public long FirstLine { get; } = firstLine;

    /// <summary>True for one line that is longer than any format allows: its bytes are not there.</summary>
    public bool IsTooLong { get; init; }

    /// <summary>The number to give the parsers for the first line: they look for a byte order mark before number 1 only.</summary>
    public int ParserLine => FirstLine == 1 ? 1 : 2;

    /// <summary>The number in the input of a line as the parsers, given <see cref="ParserLine"/>, number it.</summary>
    public long LineOf(int parserLine) => FirstLine + (parserLine - ParserLine);

    /// <summary>Gives the buffer back.</summary>
    public void Dispose()
    {
        if (_buffer is { } rented)
        {
            _buffer = null;
            ArrayPool<byte>.Shared.Return(rented);
        }
    }
}
