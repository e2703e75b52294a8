using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;

namespace ReplayGraph.Api.Live;

/// <summary>
/// The id of an event: what its stream has shown so far, in so few bytes that any front-end can continue from it without state of its own.
/// </summary>
/// <param name="Total">The number of all replays; -1 if it is unknown.</param>
/// <param name="Count">How many of the latest replays the fingerprint covers.</param>
/// <param name="Latest">The fingerprint of the latest replays.</param>
internal readonly record struct LiveId(int Total, int Count, ulong Latest)
{
    private const byte Version = 1;
    private const int Length = 1 + 4 + 1 + 8;

    internal static bool TryParse(string text, out LiveId id)
    {
        id = default;
        Span<byte> bytes = stackalloc byte[Length];
        if (text.Length != Base64Url.GetEncodedLength(Length)
            || Base64Url.DecodeFromChars(text, bytes, out _, out int written) != OperationStatus.Done
            || written != Length || bytes[0] != Version)
        {
            return false;
        }

        id = new(BinaryPrimitives.ReadInt32LittleEndian(bytes[1..]), bytes[5], BinaryPrimitives.ReadUInt64LittleEndian(bytes[6..]));
        return true;
    }

    /// <summary>The text of the id in an event.</summary>
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[Length];
        bytes[0] = Version;
        BinaryPrimitives.WriteInt32LittleEndian(bytes[1..], Total);
        bytes[5] = (byte)Count;
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[6..], Latest);
        return Base64Url.EncodeToString(bytes);
    }
}
