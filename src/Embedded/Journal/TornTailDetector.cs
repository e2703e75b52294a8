using System.Buffers;

namespace ReplayGraph.Embedded.Journal;

/// <summary>Distinguishes a torn write from damage to durable data.</summary>
/// <remarks>
/// A later frame proves damage if its append also began later, because that append started only once everything before it was durable. A
/// frame of the same append proves nothing after a power loss: pages reach the disk in any order, and those that did not read as zeros. So
/// next to an intact frame of its own append, a bad frame is torn if a whole sector of it is zero, and damaged otherwise. If the append
/// begins within the last 7 bytes of a sector, those zeros are too few to decide: they are part of the first frame's checksums, and count
/// as lost if the frame would be intact with them restored.
/// </remarks>
internal static class TornTailDetector
{
    private const int Chunk = 1 << 20;
    private const int Sector = 512;

    /// <summary>The fewest zeros that count as a lost sector: the size of a frame's checksums, in bytes.</summary>
    private const int FewestZeros = 8;

    /// <summary>Evidence that the data at <paramref name="bad"/> was durable once; null if there is none.</summary>
    internal static string? FindDamage(IReadableFile file, string path, uint seed, long bad, long length)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(Chunk);
        bool lost = false;
        try
        {
            long at = bad + 1;
            while (length - at >= JournalFormat.FrameHeaderBytes)
            {
                int read = ReadFully(file, buffer.AsSpan(0, (int)Math.Min(Chunk, length - at)), at);
                int last = read - JournalFormat.FrameHeaderBytes;
                for (int i = 0; i <= last; i++)
                {
                    ReadOnlySpan<byte> from = buffer.AsSpan(i, JournalFormat.FrameHeaderBytes);
                    if (from[8] == JournalFormat.Version && from[11] == 0
                        && JournalFormat.TryReadFrameHeader(from, seed, path, at + i, out FrameHeader header, out _))
                    {
                        long append = at + i - header.Back;
                        lost = append <= bad
                            && (lost || HasLostSector(file, append, bad, at + i, length) || HasLostStart(file, seed, append, bad, length));
                        if (!lost)
                        {
                            return $"an intact frame follows at offset {at + i}";
                        }
                    }
                }

                if (last < 0)
                {
                    break;
                }

                at += last + 1;
            }

            return null;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    internal static bool IsZero(IReadableFile file, long from, long to)
    {
        Span<byte> buffer = stackalloc byte[4096];
        while (from < to)
        {
            int read = ReadFully(file, buffer[..(int)Math.Min(buffer.Length, to - from)], from);
            if (read == 0 || buffer[..read].ContainsAnyExcept((byte)0))
            {
                return read == 0;
            }

            from += read;
        }

        return true;
    }

    private static bool HasLostSector(IReadableFile file, long append, long bad, long intact, long length)
    {
        for (long sector = bad - (bad % Sector); sector < intact; sector += Sector)
        {
            long from = Math.Max(sector, append);
            long to = Math.Min(sector + Sector, length);
            if (to - from >= FewestZeros && IsZero(file, from, to))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the first frame of an append lacks only the last bytes of a sector, fewer than its checksums have.</summary>
    private static bool HasLostStart(IReadableFile file, uint seed, long append, long bad, long length)
    {
        int lost = (int)(Sector - (append % Sector));
        if (append != bad || lost >= FewestZeros || !IsZero(file, append, append + lost))
        {
            return false;
        }

        Span<byte> found = stackalloc byte[JournalFormat.FrameHeaderBytes];
        ReadFully(file, found, append);
        if (!JournalFormat.TryReadFields(found, append, out FrameHeader header, out _) || header.Back != 0 || append + header.Length > length)
        {
            return false;
        }

        Span<byte> whole = stackalloc byte[found.Length];
        uint body = ChecksumOf(file, append + found.Length, header.BodyLength);
        JournalFormat.WriteFrameHeader(whole, seed, append, header with { BodyChecksum = body });
        return whole[lost..].SequenceEqual(found[lost..]);
    }

    private static uint ChecksumOf(IReadableFile file, long from, long bytes)
    {
        Span<byte> buffer = stackalloc byte[4096];
        uint checksum = 0;
        while (bytes > 0)
        {
            int read = ReadFully(file, buffer[..(int)Math.Min(buffer.Length, bytes)], from);
            if (read == 0)
            {
                break;
            }

            checksum = Crc32C.Append(checksum, buffer[..read]);
            (from, bytes) = (from + read, bytes - read);
        }

        return checksum;
    }

    private static int ReadFully(IReadableFile file, Span<byte> to, long offset)
    {
        int total = 0;
        while (total < to.Length)
        {
            int read = file.Read(to[total..], offset + total);
            if (read == 0)
            {
                break;
            }

            total += read;
        }

        return total;
    }
}
