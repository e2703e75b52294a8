namespace ReplayGraph.Fuzz.Mutation;

/// <summary>An input while it is being changed: bytes in a buffer that never grows.</summary>
internal sealed class Draft(int capacity)
{
    private readonly byte[] _bytes = new byte[capacity];
    private readonly byte[] _aside = new byte[capacity];

    /// <summary>The most bytes.</summary>
    internal int Capacity => _bytes.Length;

    /// <summary>How many bytes there are.</summary>
    internal int Length { get; private set; }

    /// <summary>The bytes.</summary>
    internal Span<byte> Bytes => _bytes.AsSpan(0, Length);

    /// <summary>The bytes, as memory.</summary>
    internal ReadOnlyMemory<byte> Memory => _bytes.AsMemory(0, Length);

    /// <summary>Begins anew with these bytes, cut to what fits.</summary>
    internal void Set(ReadOnlySpan<byte> bytes)
    {
        Length = Math.Min(bytes.Length, Capacity);
        bytes[..Length].CopyTo(_bytes);
    }

    /// <summary>Puts other bytes, which may be some of its own, in the place of some. False, and nothing changed, if they do not fit.</summary>
    internal bool Replace(int at, int count, ReadOnlySpan<byte> by)
    {
        if (Length - count + by.Length > Capacity)
        {
            return false;
        }

        Span<byte> aside = _aside.AsSpan(0, by.Length);
        by.CopyTo(aside);
        _bytes.AsSpan(at + count, Length - at - count).CopyTo(_bytes.AsSpan(at + by.Length));
        aside.CopyTo(_bytes.AsSpan(at));
        Length += by.Length - count;
        return true;
    }

    /// <summary>Puts bytes in.</summary>
    internal bool Insert(int at, ReadOnlySpan<byte> bytes) => Replace(at, 0, bytes);

    /// <summary>Takes bytes out.</summary>
    internal void Remove(int at, int count) => Replace(at, count, default);
}
