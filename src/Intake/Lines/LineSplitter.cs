namespace ReplayGraph.Intake.Lines;

/// <summary>
/// Enumerates the lines of a body, which end with \n, \r\n or the end of the body. Skips a byte order mark before the first line of a file,
/// and blank lines, which it counts.
/// </summary>
public ref struct LineSplitter
{
    private readonly ReadOnlyMemory<byte> _body;
    private readonly ReadOnlySpan<byte> _bytes;
    private readonly int _firstLine;
    private int _at;

    /// <summary>Starts before the first line, which has the number <paramref name="firstLine"/>.</summary>
    public LineSplitter(ReadOnlyMemory<byte> body, int firstLine = 1)
    {
        _body = body;
        _bytes = body.Span;
        _firstLine = firstLine;
        _at = firstLine == 1 && _bytes.StartsWith("\uFEFF"u8) ? 3 : 0;
        Number = firstLine - 1;
    }

    /// <summary>The number of the current line.</summary>
    public int Number { get; private set; }

    /// <summary>The number of lines so far, blank ones included.</summary>
    public readonly int Passed => Number - _firstLine + 1;

    /// <summary>The current line, without its line break.</summary>
    public ReadOnlyMemory<byte> Line { get; private set; }

    /// <summary>Moves to the next line that is not blank. False at the end.</summary>
    public bool MoveNext()
    {
        while (_at < _bytes.Length)
        {
            Number++;
            int length = _bytes[_at..].IndexOf((byte)'\n');
            int from = _at;
            int to = length < 0 ? _bytes.Length : from + length;
            _at = to + 1;
            if (to > from && _bytes[to - 1] == '\r')
            {
                to--;
            }

            if (to > from && (_bytes[from] > ' ' || _bytes[from..to].ContainsAnyExcept(" \t\r"u8)))
            {
                Line = _body[from..to];
                return true;
            }
        }

        return false;
    }

    /// <summary>Rejects the current line if it is longer than the limit.</summary>
    public readonly bool Refused(int maxBytes, Refusals refusals)
    {
        bool tooLong = Line.Length > maxBytes;
        if (tooLong)
        {
            refusals.Add(Number, "", $"line of {Line.Length} bytes; the limit is {maxBytes}");
        }

        return tooLong;
    }
}
