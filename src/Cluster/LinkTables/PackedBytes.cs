using System.Buffers.Binary;

namespace ReplayGraph.Cluster.LinkTables;

/// <summary>Many short byte strings, packed one after the other, each with a number.</summary>
internal sealed class PackedBytes
{
    private const int Prefix = 4;
    private const int ChunkBits = 20;
    private const int FirstChunk = 256;

    private readonly List<byte[]> _chunks = [];
    private int _used;

    internal ReadOnlyMemory<byte> this[uint at]
    {
        get
        {
            byte[] chunk = _chunks[(int)(at >> ChunkBits)];
            int from = (int)(at & ((1 << ChunkBits) - 1));
            return chunk.AsMemory(from + Prefix, BinaryPrimitives.ReadInt32LittleEndian(chunk.AsSpan(from)));
        }
    }

    /// <summary>Adds a copy of a byte string.</summary>
    internal uint Add(ReadOnlySpan<byte> bytes)
    {
        int size = Prefix + bytes.Length;
        if (_chunks.Count == 0 || _chunks[^1].Length - _used < size)
        {
            // Most tables stay small: each chunk is twice as large as the previous one, up to what a number can address.
            int next = _chunks.Count == 0 ? FirstChunk : (int)Math.Min(2L * _chunks[^1].Length, 1 << ChunkBits);
            _chunks.Add(GC.AllocateUninitializedArray<byte>(Math.Max(next, size)));
            _used = 0;
        }

        byte[] chunk = _chunks[^1];
        uint at = checked((uint)(((long)(_chunks.Count - 1) << ChunkBits) | (long)_used));
        BinaryPrimitives.WriteInt32LittleEndian(chunk.AsSpan(_used), bytes.Length);
        bytes.CopyTo(chunk.AsSpan(_used + Prefix));
        _used += size;
        return at;
    }
}
