using System.Buffers;

namespace ReplayGraph.Cli.Importing;

/// <summary>The lines of one format in a piece, as a request body with line numbers of its own. Not safe for concurrent use.</summary>
/// <param name="path">The path of the API call.</param>
internal sealed class LineBody(string path)
{
    private readonly ArrayBufferWriter<byte> _bytes = new();
    private readonly List<long> _lines = [];

    /// <summary>The path of the API call, below the organization.</summary>
    internal string Path { get; } = path;

    internal ReadOnlyMemory<byte> Bytes => _bytes.WrittenMemory;

    internal int Count => _lines.Count;

    internal void Clear()
    {
        _bytes.ResetWrittenCount();
        _lines.Clear();
    }

    /// <summary>Adds a line with its number in the input.</summary>
    internal void Add(ReadOnlySpan<byte> line, long number)
    {
        _bytes.Write(line);
        _bytes.Write("\n"u8);
        _lines.Add(number);
    }

    /// <summary>The input's line number for a line of the body.</summary>
    internal long LineOf(int bodyLine) => bodyLine >= 1 && bodyLine <= _lines.Count
        ? _lines[bodyLine - 1]
        : throw new FormatException($"the server named line {bodyLine} of a body of {_lines.Count} lines");
}
