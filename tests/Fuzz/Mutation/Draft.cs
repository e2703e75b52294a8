namespace ReplayGraph.Fuzz.Mutation;

/// <summary>An input under mutation: bytes in a buffer of fixed size.</summary>
internal sealed class Draft(int capacity)
{
    private readonly byte[] _bytes = new byte[capacity];
    private readonly byte[] _aside = new byte[capacity];

    /// <summary>The capacity in bytes.</summary>
    internal int Capacity => _bytes.Length;

    /// <summary>The number of bytes.</summary>
    internal int Length { get; private set; }

    /// <summary>The bytes.</summary>
    internal Span<byte> Bytes => _bytes.AsSpan(0, Length);

    /// <summary>The bytes, as memory.</summary>
    internal ReadOnlyMemory<byte> Memory => _bytes.AsMemory(0, Length);

    /// <summary>Replaces all bytes, truncated to the capacity.</summary>
    internal void Set(ReadOnlySpan<byte> bytes)
    {
        Length = Math.Min(bytes.Length, Capacity);
        bytes[..Length].CopyTo(_bytes);
    }

    /// <summary>Replaces a range by bytes, which may be part of this input. False, without a change, if they do not fit.</summary>
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

    /// <summary>Inserts bytes.</summary>
    internal bool Insert(int at, ReadOnlySpan<byte> bytes) => Replace(at, 0, bytes);

    /// <summary>Removes bytes.</summary>
    internal void Remove(int at, int count) => Replace(at, count, default);
}
