using System.Text;

namespace ReplayGraph.Facts;

/// <summary>A text that many nodes hold: a transaction name, environment, release, platform, URL. Equal if its bytes are.</summary>
public sealed class Name : IEquatable<Name>
{
    private string? _text;

    /// <summary>A name with its bytes and its number in the table that made it; 0 if it is in none.</summary>
    public Name(ReadOnlySpan<byte> utf8, int index) => (Utf8, Index) = (utf8.ToArray(), index);

    /// <summary>The bytes.</summary>
    public ReadOnlyMemory<byte> Utf8 { get; }

    /// <summary>The number in the table that made it, from 1; a host may persist it in place of the text. 0: it is in none.</summary>
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
