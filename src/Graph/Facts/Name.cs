using System.Text;

namespace ReplayGraph.Facts;

/// <summary>A text shared by many nodes: a transaction name, environment, release, platform or URL. Equality compares the bytes.</summary>
public sealed class Name : IEquatable<Name>
{
    private string? _text;

    /// <summary>Creates a name from its bytes and its number in its table, or 0.</summary>
    public Name(ReadOnlySpan<byte> utf8, int index) => (Utf8, Index) = (utf8.ToArray(), index);

    /// <summary>The bytes.</summary>
    public ReadOnlyMemory<byte> Utf8 { get; }

    /// <summary>Its number in its table, from 1, which a host may persist in place of the text; 0 if it is in no table.</summary>
    public int Index { get; }

    /// <inheritdoc/>
    public bool Equals(Name? other) => other is not null && (ReferenceEquals(this, other) || Utf8.Span.SequenceEqual(other.Utf8.Span));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Name);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        hash.AddBytes(Utf8.Span);
        return hash.ToHashCode();
    }

    /// <summary>The text.</summary>
    public override string ToString() => _text ??= Encoding.UTF8.GetString(Utf8.Span);
}
