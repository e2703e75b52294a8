namespace ReplayGraph.Intake.Envelopes;

/// <summary>Describes positions in a body for error messages. Each search continues from the previous position.</summary>
internal ref struct BodyPlaces(ReadOnlySpan<byte> body)
{
    private readonly ReadOnlySpan<byte> _body = body;
    private int _line = 1;
    private int _counted;

    /// <summary>The line and byte of a position, which must not precede the previous one.</summary>
    internal string Of(int at)
    {
        _line += _body[_counted..at].Count((byte)'\n');
        _counted = at;
        return $"line {_line}, byte {at}";
    }
}
