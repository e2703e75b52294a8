using System.Buffers.Binary;

namespace ReplayGraph.Facts;

/// <summary>
/// Encodes the fields of facts into a growing buffer: varints, ids as 16 little-endian bytes, texts with a length prefix.
/// </summary>
internal sealed class FactWriter(int capacity = 4096)
{
    private byte[] _buffer = new byte[capacity];

    internal int Length { get; private set; }

    internal ReadOnlyMemory<byte> Written => _buffer.AsMemory(0, Length);

    internal void Clear() => Length = 0;

    internal void Byte(byte value) => Take(1)[0] = value;

    internal void Number(ulong value)
    {
        Span<byte> to = Reserve(10);
        int at = 0;
        for (; value >= 0x80; value >>= 7)
        {
            to[at++] = (byte)(value | 0x80);
        }

        to[at++] = (byte)value;
        Length += at;
    }

    internal void Fixed64(ulong value) => BinaryPrimitives.WriteUInt64LittleEndian(Take(8), value);

    internal void Id(UInt128 value) => BinaryPrimitives.WriteUInt128LittleEndian(Take(16), value);

    // 48 bits of milliseconds reach past the year 10000.
    internal void Time(Timestamp value)
    {
        Span<byte> to = Take(6);
        BinaryPrimitives.WriteUInt32LittleEndian(to, (uint)value.Milliseconds);
        BinaryPrimitives.WriteUInt16LittleEndian(to[4..], (ushort)(value.Milliseconds >> 32));
    }

    internal void Text(Text value)
    {
        Number((ulong)value.Length);
        value.Span.CopyTo(Take(value.Length));
    }

    internal void Raw(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Take(bytes.Length));

    private Span<byte> Take(int count)
    {
        Span<byte> taken = Reserve(count)[..count];
        Length += count;
        return taken;
    }

    private Span<byte> Reserve(int count)
    {
        if (_buffer.Length - Length < count)
        {
            Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, Length + count));
        }

        return _buffer.AsSpan(Length);
    }
}
