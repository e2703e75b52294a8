using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace ReplayGraph.Facts;

/// <summary>
/// A short UTF-8 text in a buffer owned by someone else, valid as long as that buffer. Equality compares the content. Empty means none.
/// </summary>
public readonly struct Text(ReadOnlyMemory<byte> utf8) : IEquatable<Text>
{
    private readonly ReadOnlyMemory<byte> _utf8 = utf8;

    /// <summary>True for the empty text, which means none.</summary>
    public bool IsNone => _utf8.IsEmpty;

    /// <summary>The length in bytes.</summary>
    public int Length => _utf8.Length;

    /// <summary>The bytes.</summary>
    public ReadOnlySpan<byte> Span => _utf8.Span;

    internal ReadOnlyMemory<byte> Memory => _utf8;

    /// <summary>Creates a text with its own buffer.</summary>
    public static implicit operator Text(string? text) => new(string.IsNullOrEmpty(text) ? default : Encoding.UTF8.GetBytes(text));

    /// <summary>Compares the bytes.</summary>
    public static bool operator ==(Text left, Text right) => left.Equals(right);

    /// <summary>Compares the bytes.</summary>
    public static bool operator !=(Text left, Text right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(Text other) => Span.SequenceEqual(other.Span);

    /// <inheritdoc/>
    public override bool Equals([NotNullWhen(true)] object? obj) => obj is Text other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        HashCode hash = default;
        hash.AddBytes(Span);
        return hash.ToHashCode();
    }

    /// <summary>The text as a string; invalid UTF-8 becomes U+FFFD.</summary>
    public override string ToString() => Encoding.UTF8.GetString(Span);
}
