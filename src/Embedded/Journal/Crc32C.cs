using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace ReplayGraph.Embedded.Journal;

/// <summary>CRC-32C (Castagnoli; RFC 3720 appendix B.4), by the processor's own instruction where there is one.</summary>
internal static class Crc32C
{
    /// <summary>The checksum of the bytes behind <paramref name="crc"/> followed by <paramref name="bytes"/>.</summary>
    internal static uint Append(uint crc, ReadOnlySpan<byte> bytes)
    {
        uint state = ~crc;
        if (BitConverter.IsLittleEndian)
        {
            ReadOnlySpan<ulong> words = MemoryMarshal.Cast<byte, ulong>(bytes);
            foreach (ulong word in words)
            {
                state = BitOperations.Crc32C(state, word);
            }

            bytes = bytes[(words.Length * sizeof(ulong))..];
        }

        foreach (byte b in bytes)
        {
            state = BitOperations.Crc32C(state, b);
        }

        return ~state;
    }

    /// <summary>The checksum of the bytes behind <paramref name="crc"/> followed by a little-endian number.</summary>
    internal static uint Append(uint crc, ulong number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, number);
        return Append(crc, bytes);
    }
}
