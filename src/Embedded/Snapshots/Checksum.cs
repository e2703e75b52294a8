using System.Buffers.Binary;
using System.Numerics;

namespace ReplayGraph.Embedded.Snapshots;

/// <summary>CRC-32C, over pieces of any length.</summary>
internal static class Checksum
{
    internal const uint Start = uint.MaxValue;

    internal static uint Append(uint sum, ReadOnlySpan<byte> bytes)
    {
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
        {
            sum = BitOperations.Crc32C(sum, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        }

        foreach (byte b in bytes)
        {
            sum = BitOperations.Crc32C(sum, b);
        }

        return sum;
    }
}
