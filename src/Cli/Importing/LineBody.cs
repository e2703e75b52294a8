using System.Buffers;

namespace ReplayGraph.Cli.Importing;

/// <summary>The lines of one format of a piece, as a body for a server, which numbers them from 1. Not safe for concurrent use.</summary>
/// <param name="path">Where a server takes them.</param>
internal sealed class LineBody(string path)
{
    private readonly ArrayBufferWriter<byte> _bytes = new();
    private readonly List<long> _lines = [];

    /// <summary>Where a server takes them, below the organization.</summary>
    internal string Path { get; } = path;

    /// <summary>The lines.</summary>
    internal ReadOnlyMemory<byte> Bytes => _bytes.WrittenMemory;

    /// <summary>How many lines.</summary>
    internal int Count => _lines.Count;

    /// <summary>Forgets the lines.</summary>
    internal void Clear()
    {
        _bytes.ResetWrittenCount();
        _lines.Clear();
    }

    /// <summary>Adds a line that has this number in the input.</summary>
    internal void Add(ReadOnlySpan<byte> line, long number)
    {
        _bytes.Write(line);
        _bytes.Write("\n"u8);
        _lines.Add(number);
    }

    /// <summary>The number in the input of a line of the body.</summary>
    internal long LineOf(int bodyLine) => bodyLine >= 1 && bodyLine <= _lines.Count
        ? _lines[bodyLine - 1]
        : throw new FormatException($"the server spoke of line {bodyLine} of a body of {_lines.Count}");
}
