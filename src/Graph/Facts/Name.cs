using System.Text;

namespace ReplayGraph.Facts;

/// <summary>A text that many nodes hold: a transaction name, environment, release, platform, URL. One object for each in an organization.</summary>
public sealed class Name
{
    private string? _text;

    /// <summary>A name with its bytes and its number in the table that made it.</summary>
    public Name(ReadOnlySpan<byte> utf8, int index) => (Utf8, Index) = (utf8.ToArray(), index);

    /// <summary>The bytes.</summary>
    public ReadOnlyMemory<byte> Utf8 { get; }

    /// <summary>The number in the table that made it, from 1; a host may persist it in place of the text.</summary>
    public int Index { get; }

    /// <summary>The text.</summary>
    public override string ToString() => _text ??= Encoding.UTF8.GetString(Utf8.Span);
}
