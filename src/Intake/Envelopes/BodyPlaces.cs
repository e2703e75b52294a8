namespace ReplayGraph.Intake.Envelopes;

/// <summary>Where the bytes of a body are, for people. Each place is looked for from the one before.</summary>
internal ref struct BodyPlaces(ReadOnlySpan<byte> body)
{
    private readonly ReadOnlySpan<byte> _body = body;
    private int _line = 1;
    private int _counted;

    /// <summary>The line and the byte, which must not be before the last that was asked for.</summary>
    internal string Of(int at)
    {
        _line += _body[_counted..at].Count((byte)'\n');
        _counted = at;
        return $"line {_line}, byte {at}";
    }
}
