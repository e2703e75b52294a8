namespace ReplayGraph;

/// <summary>A 128-bit event id.</summary>
/// <remarks><c>default</c> means none; parsing never returns it.</remarks>
public readonly record struct EventId(UInt128 Value)
{
    /// <summary>True for <c>default</c>, which means none.</summary>
    public bool IsNone => Value == default;

    /// <summary>Parses 32 hex digits. Dashes, braces and upper case are accepted; the nil id is not.</summary>
    public static bool TryParse(ReadOnlySpan<byte> utf8, out EventId id)
    {
        bool ok = Hex128.TryParse(utf8, out UInt128 value);
        id = new(value);
        return ok;
    }

    /// <inheritdoc cref="TryParse(ReadOnlySpan{byte}, out EventId)"/>
    public static bool TryParse(ReadOnlySpan<char> text, out EventId id)
    {
        bool ok = Hex128.TryParse(text, out UInt128 value);
        id = new(value);
        return ok;
    }

    /// <inheritdoc cref="TryParse(ReadOnlySpan{byte}, out EventId)"/>
    /// <exception cref="FormatException">The text is not a valid id.</exception>
    public static EventId Parse(string text) =>
        TryParse(text, out EventId id)
            ? id
            : throw new FormatException($"'{text}' is not a valid event id: expected 32 hex digits, not all zero.");

    /// <summary>Writes 32 lowercase hex digits.</summary>
    public void WriteTo(Span<byte> utf8) => Hex128.Write(Value, utf8);

    /// <summary>32 lowercase hex digits.</summary>
    public override string ToString() => Hex128.ToString(Value);
}
