using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace ReplayGraph.Embedded.Journal;

/// <summary>The on-disk format of a journal.</summary>
/// <remarks>
/// <para>
/// A journal is a series of files <c>journal-0000000000000001.log</c>, <c>journal-0000000000000002.log</c> and so on, with 16 decimal
/// digits. The oldest may have been dropped; a gap between two files is damage. Numbers are little-endian; checksums are CRC-32C.
/// </para>
/// <para>A file, called a segment, begins with a header of 32 bytes, which is durable before the first frame:</para>
/// <code>
///  0  8  "RGJOURNL"
///  8  4  format version: 1
/// 12  4  random salt, so that bytes inside a payload cannot look like a frame
/// 16  8  number of the segment, as in its name
/// 24  4  zero
/// 28  4  checksum of bytes 0 to 27; it also starts the checksum of each frame header of the segment
/// </code>
/// <para>Frames follow without a gap up to the end of the file, each a header of 32 bytes, the organization, and the payload:</para>
/// <code>
///  0  4  checksum of: the segment's checksum, the offset of the frame in the file (8 bytes), bytes 4 to 31 of the header
///  4  4  checksum of the organization and the payload
///  8  1  version of the frame: 1
///  9  1  kind of the payload, opaque to the journal
/// 10  1  bytes of the organization, n: 1 to 255
/// 11  1  zero
/// 12  4  bytes of the payload: 0 to 268,435,456
/// 16  4  number of facts
/// 20  4  bytes from the first frame of the same append to this one: 0 for the first
/// 24  8  latest expiry of the facts, Unix milliseconds, signed
/// 32  n  organization, ASCII
/// 32+n   payload
/// </code>
/// <para>
/// An append begins only when the previous one is durable. So a frame proves that everything before the first frame of its append was
/// durable, which distinguishes damage from a torn write.
/// </para>
/// </remarks>
internal static class JournalFormat
{
    internal const int SegmentHeader = 32;
    internal const int FrameHeaderBytes = 32;
    internal const uint Version = 1;

    private const string Prefix = "journal-";
    private const string Suffix = ".log";
    private const int Digits = 16;

    private static ReadOnlySpan<byte> Magic => "RGJOURNL"u8;

    internal static string FileName(long number) => Prefix + number.ToString("D16", CultureInfo.InvariantCulture) + Suffix;

    internal static bool TryParseFileName(ReadOnlySpan<char> name, out long number)
    {
        number = 0;
        return name.Length == Prefix.Length + Digits + Suffix.Length
            && name.StartsWith(Prefix, StringComparison.Ordinal)
            && name.EndsWith(Suffix, StringComparison.Ordinal)
            && long.TryParse(name.Slice(Prefix.Length, Digits), NumberStyles.None, CultureInfo.InvariantCulture, out number)
            && number > 0;
    }

    /// <summary>Writes a segment's header.</summary>
    /// <returns>The seed of the checksums of its frame headers.</returns>
    internal static uint WriteSegmentHeader(Span<byte> to, long number, uint salt)
    {
        to = to[..SegmentHeader];
        to.Clear();
        Magic.CopyTo(to);
        BinaryPrimitives.WriteUInt32LittleEndian(to[8..], Version);
        BinaryPrimitives.WriteUInt32LittleEndian(to[12..], salt);
        BinaryPrimitives.WriteInt64LittleEndian(to[16..], number);
        uint seed = Crc32C.Append(0, to[..28]);
        BinaryPrimitives.WriteUInt32LittleEndian(to[28..], seed);
        return seed;
    }

    /// <summary>Reads a segment's header.</summary>
    /// <returns>The error, or null if the header is intact.</returns>
    /// <exception cref="JournalVersionException">The header is intact, but its version is unknown.</exception>
    internal static string? ReadSegmentHeader(ReadOnlySpan<byte> from, string file, long number, out uint seed)
    {
        seed = 0;
        if (from.Length < SegmentHeader)
        {
            return "the segment header is incomplete";
        }

        if (!from.StartsWith(Magic))
        {
            return "the segment header has the wrong magic";
        }

        seed = BinaryPrimitives.ReadUInt32LittleEndian(from[28..]);
        if (Crc32C.Append(0, from[..28]) != seed)
        {
            return "the checksum of the segment header is wrong";
        }

        uint version = BinaryPrimitives.ReadUInt32LittleEndian(from[8..]);
        if (version != Version)
        {
            throw new JournalVersionException(file, 8, version);
        }

        long stated = BinaryPrimitives.ReadInt64LittleEndian(from[16..]);
        return stated == number ? null : $"the segment header has number {stated}";
    }

    internal static void WriteFrameHeader(Span<byte> to, uint seed, long offset, in FrameHeader header)
    {
        to = to[..FrameHeaderBytes];
        BinaryPrimitives.WriteUInt32LittleEndian(to[4..], header.BodyChecksum);
        to[8] = (byte)Version;
        to[9] = header.Kind;
        to[10] = header.OrganizationLength;
        to[11] = 0;
        BinaryPrimitives.WriteInt32LittleEndian(to[12..], header.PayloadLength);
        BinaryPrimitives.WriteUInt32LittleEndian(to[16..], header.Count);
        BinaryPrimitives.WriteUInt32LittleEndian(to[20..], header.Back);
        BinaryPrimitives.WriteInt64LittleEndian(to[24..], header.ExpiresAtMs);
        BinaryPrimitives.WriteUInt32LittleEndian(to, HeaderChecksum(to, seed, offset));
    }

    /// <summary>
    /// Reads a frame's header. Returns false, with the error, unless the header is intact and was written for this offset.
    /// </summary>
    /// <exception cref="JournalVersionException">The header is intact, but its version is unknown.</exception>
    internal static bool TryReadFrameHeader(
        ReadOnlySpan<byte> from, uint seed, string file, long offset, out FrameHeader header, [NotNullWhen(false)] out string? wrong)
    {
        header = default;
        if (from.Length < FrameHeaderBytes)
        {
            wrong = "the frame header is incomplete";
            return false;
        }

        if (BinaryPrimitives.ReadUInt32LittleEndian(from) != HeaderChecksum(from, seed, offset))
        {
            wrong = "the checksum of the frame header is wrong";
            return false;
        }

        if (from[8] != Version)
        {
            throw new JournalVersionException(file, offset + 8, from[8]);
        }

        return TryReadFields(from, offset, out header, out wrong);
    }

    /// <summary>
    /// Reads a frame's header without checking its checksums. Returns false, with the error, for values that are never written.
    /// </summary>
    internal static bool TryReadFields(ReadOnlySpan<byte> from, long offset, out FrameHeader header, [NotNullWhen(false)] out string? wrong)
    {
        header = new(
            BinaryPrimitives.ReadUInt32LittleEndian(from[4..]),
            from[9],
            from[10],
            BinaryPrimitives.ReadInt32LittleEndian(from[12..]),
            BinaryPrimitives.ReadUInt32LittleEndian(from[16..]),
            BinaryPrimitives.ReadUInt32LittleEndian(from[20..]),
            BinaryPrimitives.ReadInt64LittleEndian(from[24..]));
        wrong = header.PayloadLength is < 0 or > JournalFrame.MaxPayload
            ? $"the frame is too long: {(uint)header.PayloadLength} bytes"
            : header.Back > offset - SegmentHeader ? "the frame refers to an append that began before the segment" : null;
        return wrong is null;
    }

    private static uint HeaderChecksum(ReadOnlySpan<byte> header, uint seed, long offset) =>
        Crc32C.Append(Crc32C.Append(seed, (ulong)offset), header[4..FrameHeaderBytes]);
}
