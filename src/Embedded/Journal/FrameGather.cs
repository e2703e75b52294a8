using System.Text;

namespace ReplayGraph.Embedded.Journal;

/// <summary>
/// Lays out the frames of one append in as few writes as possible: small payloads are copied together, large ones are written in place.
/// </summary>
internal sealed class FrameGather
{
    /// <summary>The longest payload that is copied, in bytes: about where another write costs as much as the copy.</summary>
    private const int CopyUpTo = 16 << 10;

    private const int KeepUpTo = 8 << 20;

    private readonly List<ReadOnlyMemory<byte>> _pieces = [];
    private byte[] _scratch = [];

    /// <summary>The pieces to write, in order.</summary>
    internal IReadOnlyList<ReadOnlyMemory<byte>> Pieces => _pieces;

    /// <summary>Total bytes of all pieces.</summary>
    internal long Length { get; private set; }

    /// <summary>The latest expiry of the frames.</summary>
    internal long LatestExpiryMs { get; private set; }

    /// <summary>Validates the frames and returns their length in a file.</summary>
    /// <exception cref="ArgumentException">A frame, or the append as a whole, exceeds a limit.</exception>
    internal static long Measure(IReadOnlyList<JournalFrame> frames)
    {
        long length = 0;
        for (int i = 0; i < frames.Count; i++)
        {
            JournalFrame frame = frames[i];
            if (frame.Organization is not { Length: > 0 and <= JournalFrame.MaxOrganization } || !Ascii.IsValid(frame.Organization))
            {
                throw new ArgumentException(
                    $"Frame {i}: the organization must have 1 to {JournalFrame.MaxOrganization} ASCII characters", nameof(frames));
            }

            if (frame.Payload.Length > JournalFrame.MaxPayload)
            {
                throw new ArgumentException(
                    $"Frame {i}: a payload of {frame.Payload.Length} bytes exceeds {JournalFrame.MaxPayload}.", nameof(frames));
            }

            length += JournalFormat.FrameHeaderBytes + frame.Organization.Length + frame.Payload.Length;
        }

        return length <= uint.MaxValue
            ? length
            : throw new ArgumentException($"The frames of one append have {length} bytes, which exceeds {uint.MaxValue}.", nameof(frames));
    }

    /// <summary>Lays out the frames at an offset of a segment.</summary>
    internal void Plan(IReadOnlyList<JournalFrame> frames, uint seed, long offset)
    {
        _pieces.Clear();
        Length = 0;
        LatestExpiryMs = long.MinValue;
        byte[] scratch = Reserve(frames);
        int used = 0, open = 0;
        for (int i = 0; i < frames.Count; i++)
        {
            JournalFrame frame = frames[i];
            int head = used;
            used += JournalFormat.FrameHeaderBytes;
            used += Encoding.ASCII.GetBytes(frame.Organization, scratch.AsSpan(used));
            uint checksum = Crc32C.Append(0, scratch.AsSpan((head + JournalFormat.FrameHeaderBytes)..used));
            checksum = Crc32C.Append(checksum, frame.Payload.Span);
            var header = new FrameHeader(
                checksum,
                frame.Kind,
                (byte)frame.Organization.Length,
                frame.Payload.Length,
                frame.Count,
                (uint)Length,
                frame.ExpiresAtMs);
            JournalFormat.WriteFrameHeader(scratch.AsSpan(head), seed, offset + Length, header);
            if (frame.Payload.Length <= CopyUpTo)
            {
                frame.Payload.Span.CopyTo(scratch.AsSpan(used));
                used += frame.Payload.Length;
            }
            else
            {
                _pieces.Add(scratch.AsMemory(open..used));
                _pieces.Add(frame.Payload);
                open = used;
            }

            Length += header.Length;
            LatestExpiryMs = Math.Max(LatestExpiryMs, frame.ExpiresAtMs);
        }

        if (used > open)
        {
            _pieces.Add(scratch.AsMemory(open..used));
        }
    }

    internal void Clear()
    {
        _pieces.Clear();
        if (_scratch.Length > KeepUpTo)
        {
            _scratch = [];
        }
    }

    private byte[] Reserve(IReadOnlyList<JournalFrame> frames)
    {
        long needed = 0;
        for (int i = 0; i < frames.Count; i++)
        {
            JournalFrame frame = frames[i];
            needed += JournalFormat.FrameHeaderBytes + frame.Organization.Length;
            needed += frame.Payload.Length <= CopyUpTo ? frame.Payload.Length : 0;
        }

        if (_scratch.Length < needed)
        {
            _scratch = GC.AllocateUninitializedArray<byte>(checked((int)Math.Max(needed, 2L * _scratch.Length)));
        }

        return _scratch;
    }
}
