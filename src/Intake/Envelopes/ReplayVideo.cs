using System.Buffers.Binary;

namespace ReplayGraph.Intake.Envelopes;

/// <summary>
/// Finds the <c>replay_event</c> in a <c>replay_video</c>, as mobile SDKs send it: a MessagePack map from names to bytes, which also holds
/// the recording and the video. Reads only the MessagePack types of such a map: map, str and bin.
/// </summary>
internal static class ReplayVideo
{
    internal static bool TryFindEvent(ReadOnlyMemory<byte> map, out ReadOnlyMemory<byte> value)
    {
        value = default;
        int at = 0;
        if (!TryCount(map.Span, ref at, out uint count))
        {
            return false;
        }

        for (uint i = 0; i < count; i++)
        {
            if (!TryBytes(map, ref at, out ReadOnlyMemory<byte> key) || !TryBytes(map, ref at, out ReadOnlyMemory<byte> found))
            {
                return false;
            }

            if (key.Span.SequenceEqual("replay_event"u8))
            {
                value = found;
                return true;
            }
        }

        return false;
    }

    private static bool TryCount(ReadOnlySpan<byte> map, ref int at, out uint count)
    {
        count = 0;
        if (map.IsEmpty)
        {
            return false;
        }

        byte head = map[at++];
        count = (uint)(head & 0x0F);
        return (head & 0xF0) == 0x80 || (head is 0xDE or 0xDF && TryNumber(map, ref at, head == 0xDE ? 2 : 4, out count));
    }

    private static bool TryBytes(ReadOnlyMemory<byte> map, ref int at, out ReadOnlyMemory<byte> bytes)
    {
        bytes = default;
        if (at >= map.Length)
        {
            return false;
        }

        byte head = map.Span[at++];
        int lengthBytes = head switch { 0xC4 or 0xD9 => 1, 0xC5 or 0xDA => 2, 0xC6 or 0xDB => 4, _ => 0 };
        uint length = (uint)(head & 0x1F);
        bool ok = lengthBytes > 0 ? TryNumber(map.Span, ref at, lengthBytes, out length) : (head & 0xE0) == 0xA0;
        if (!ok || length > map.Length - at)
        {
            return false;
        }

        bytes = map.Slice(at, (int)length);
        at += (int)length;
        return true;
    }

    private static bool TryNumber(ReadOnlySpan<byte> map, ref int at, int bytes, out uint number)
    {
        number = 0;
        if (map.Length - at < bytes)
        {
            return false;
        }

        ReadOnlySpan<byte> digits = map.Slice(at, bytes);
        number = bytes switch
        {
            1 => digits[0],
            2 => BinaryPrimitives.ReadUInt16BigEndian(digits),
            _ => BinaryPrimitives.ReadUInt32BigEndian(digits),
        };
        at += bytes;
        return true;
    }
}
