using System.Buffers.Binary;

namespace ReplayGraph.Facts;

/// <summary>Reads what <see cref="FactWriter"/> wrote; throws <see cref="InvalidDataException"/> for anything else.</summary>
internal ref struct FactReader(ReadOnlyMemory<byte> source)
{
    private readonly ReadOnlyMemory<byte> _source = source;
    private readonly ReadOnlySpan<byte> _bytes = source.Span;
    private int _at;

    internal readonly bool AtEnd => _at == _bytes.Length;

    /// <summary>The number of bytes read.</summary>
    internal readonly int At => _at;

    internal byte Byte() => Take(1)[0];

    internal ulong Number()
    {
        ulong value = 0;
        for (int shift = 0; shift < 64; shift += 7)
        {
            byte next = Byte();
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }

        throw new InvalidDataException("A number has more than 64 bits.");
    }

    internal int Count(int bytesEach)
    {
        ulong count = Number();
        return count <= (ulong)((_bytes.Length - _at) / bytesEach) ? (int)count : throw new InvalidDataException("A list is longer than its fact.");
    }

    internal ulong Fixed64() => BinaryPrimitives.ReadUInt64LittleEndian(Take(8));

    internal UInt128 Id() => BinaryPrimitives.ReadUInt128LittleEndian(Take(16));

    internal Timestamp Time()
    {
        ReadOnlySpan<byte> from = Take(6);
        return new(BinaryPrimitives.ReadUInt32LittleEndian(from) | ((long)BinaryPrimitives.ReadUInt16LittleEndian(from[4..]) << 32));
    }

    internal ReadOnlyMemory<byte> Raw(int count)
    {
        int from = _at;
        Take(count);
        return _source.Slice(from, count);
    }

    internal Text Text()
    {
        int length = Count(1);
        int from = _at;
        Take(length);
        return new(_source.Slice(from, length));
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if (_bytes.Length - _at < count)
        {
            throw new InvalidDataException("A fact is truncated.");
        }

        ReadOnlySpan<byte> taken = _bytes.Slice(_at, count);
        _at += count;
        return taken;
    }
}
