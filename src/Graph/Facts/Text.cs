using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace ReplayGraph.Facts;

/// <summary>
/// A short UTF-8 text inside a buffer that somebody else owns: valid as long as that buffer is. Equal by content.
/// Empty stands for none.
/// </summary>
public readonly struct Text(ReadOnlyMemory<byte> utf8) : IEquatable<Text>
{
    private readonly ReadOnlyMemory<byte> _utf8 = utf8;

    /// <summary>True for the empty text, which stands for none.</summary>
    public bool IsNone => _utf8.IsEmpty;

    /// <summary>The length in bytes.</summary>
    public int Length => _utf8.Length;

    /// <summary>The bytes.</summary>
    public ReadOnlySpan<byte> Span => _utf8.Span;

    /// <summary>The bytes, as memory.</summary>
    internal ReadOnlyMemory<byte> Memory => _utf8;

    /// <summary>A text with a buffer of its own.</summary>
    public static implicit operator Text(string? text) => new(string.IsNullOrEmpty(text) ? default : Encoding.UTF8.GetBytes(text));

    /// <summary>Same bytes.</summary>
    public static bool operator ==(Text left, Text right) => left.Equals(right);

    /// <summary>Other bytes.</summary>
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

    /// <summary>The text as a string; bytes that are no UTF-8 become U+FFFD.</summary>
    public override string ToString() => Encoding.UTF8.GetString(Span);
}
