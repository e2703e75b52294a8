namespace ReplayGraph;

/// <summary>The id of a project: a positive 64-bit integer. <c>default</c> means none.</summary>
public readonly record struct ProjectId(long Value)
{
    /// <summary>The maximum number of bytes that <see cref="WriteTo"/> writes.</summary>
    public const int MaxLength = Decimal64.MaxDigits;

    /// <summary>True for <c>default</c>, which means none.</summary>
    public bool IsNone => Value == 0;

    /// <summary>Parses a positive decimal integer.</summary>
    public static bool TryParse(ReadOnlySpan<byte> utf8, out ProjectId id)
    {
        bool ok = Decimal64.TryParse(utf8, out long value);
        id = new(value);
        return ok;
    }

    /// <inheritdoc cref="TryParse(ReadOnlySpan{byte}, out ProjectId)"/>
    public static bool TryParse(ReadOnlySpan<char> text, out ProjectId id)
    {
        bool ok = Decimal64.TryParse(text, out long value);
        id = new(value);
        return ok;
    }

    /// <summary>Writes the decimal integer.</summary>
    /// <returns>The number of bytes written.</returns>
    public int WriteTo(Span<byte> utf8) => Decimal64.Write(Value, utf8);

    /// <summary>The decimal integer.</summary>
    public override string ToString() => Decimal64.ToString(Value);
}
