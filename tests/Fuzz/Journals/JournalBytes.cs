using System.Buffers.Binary;
using System.Text;
using ReplayGraph.Conformance;
using ReplayGraph.Conformance.Generation;
using ReplayGraph.Embedded.Journal;
using ReplayGraph.Fuzz.Mutation;

namespace ReplayGraph.Fuzz.Journals;

/// <summary>Journal segments as bytes: valid ones, and ones with valid checksums but invalid content.</summary>
internal static class JournalBytes
{
    /// <summary>A segment with frames of drawn facts, with the given number of frames for each append.</summary>
    internal static byte[] Segment(long number, int frames, int anAppend, int seed)
    {
        var segment = new List<byte>();
        Span<byte> header = stackalloc byte[JournalFormat.SegmentHeader];
        uint checksum = JournalFormat.WriteSegmentHeader(header, number, salt: 7);
        segment.AddRange(header);
        int begun = segment.Count;
        for (int i = 0; i < frames; i++)
        {
            begun = i % anAppend == 0 ? segment.Count : begun;
            byte[] payload = Batches.Of(Deck.Draw(seed + i, 1 + (i % 3)).Facts).Bytes.ToArray();
            byte[] body = [.. "acme"u8, .. payload];
            var frame = new FrameHeader(
                Crc32C.Append(0, body), 0, 4, payload.Length, (uint)(1 + (i % 3)), (uint)(segment.Count - begun), 1_800_000_000_000);
            JournalFormat.WriteFrameHeader(header, checksum, segment.Count, frame);
            segment.AddRange(header);
            segment.AddRange(body);
        }

        return [.. segment];
    }

    /// <summary>Corrects the checksums of whole frames: of all, or of all but a few.</summary>
    internal static void Mend(Span<byte> segment, Dice dice)
    {
        if (segment.Length < JournalFormat.SegmentHeader)
        {
            return;
        }

        uint seed = Crc32C.Append(0, segment[..28]);
        BinaryPrimitives.WriteUInt32LittleEndian(segment[28..], seed);
        for (int at = JournalFormat.SegmentHeader; segment.Length - at >= JournalFormat.FrameHeaderBytes;)
        {
            Span<byte> frame = segment[at..];
            uint length = frame[10] + BinaryPrimitives.ReadUInt32LittleEndian(frame[12..]);
            if (length > frame.Length - JournalFormat.FrameHeaderBytes && dice.OneIn(2))
            {
                int most = frame.Length - JournalFormat.FrameHeaderBytes;
                frame[10] = (byte)Math.Min(frame[10], most);
                length = (uint)most;
                BinaryPrimitives.WriteUInt32LittleEndian(frame[12..], length - frame[10]);
            }

            bool isWhole = length <= frame.Length - JournalFormat.FrameHeaderBytes;
            if (isWhole && !dice.OneIn(16))
            {
                BinaryPrimitives.WriteUInt32LittleEndian(frame[4..], Crc32C.Append(0, frame.Slice(JournalFormat.FrameHeaderBytes, (int)length)));
            }

            if (!dice.OneIn(16))
            {
                uint checksum = Crc32C.Append(Crc32C.Append(seed, (ulong)at), frame[4..JournalFormat.FrameHeaderBytes]);
                BinaryPrimitives.WriteUInt32LittleEndian(frame, checksum);
            }

            at = isWhole ? at + JournalFormat.FrameHeaderBytes + (int)length : segment.Length;
        }
    }

    /// <summary>Whether a frame with the right checksum begins at an offset.</summary>
    internal static bool IsIntact(ReadOnlySpan<byte> segment, long offset, string organization, ReadOnlySpan<byte> payload)
    {
        ReadOnlySpan<byte> frame = segment[(int)offset..];
        ReadOnlySpan<byte> body = frame.Slice(JournalFormat.FrameHeaderBytes, organization.Length + payload.Length);
        return Encoding.ASCII.GetString(body[..organization.Length]) == organization && body[organization.Length..].SequenceEqual(payload)
            && PlainCrc.Of(body) == BinaryPrimitives.ReadUInt32LittleEndian(frame[4..]);
    }
}
