using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using ReplayGraph.Links;

namespace ReplayGraph.Api.Parameters;

/// <summary>
/// The start of the next page, opaque to clients: the fingerprint of its query, the time from which its window counts back (so that all
/// pages have one window), and the last rank.
/// </summary>
internal readonly record struct Cursor(ulong Query, Timestamp Now, Rank After)
{
    private const byte Version = 1;
    private const int Length = 1 + 8 + 8 + 1 + 4 + 8 + 16;

    /// <summary>The fingerprint of the text of a query.</summary>
    internal static ulong Fingerprint(string query)
    {
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(Encoding.UTF8.GetBytes(query), hash);
        return BinaryPrimitives.ReadUInt64LittleEndian(hash);
    }

    internal static bool TryParse(string text, out Cursor cursor)
    {
        cursor = default;
        Span<byte> bytes = stackalloc byte[Length];
        if (text.Length != Base64Url.GetEncodedLength(Length)
            || Base64Url.DecodeFromChars(text, bytes, out _, out int written) != OperationStatus.Done
            || written != Length || bytes[0] != Version)
        {
            return false;
        }

        var after = new Rank(
            (Evidence)bytes[17],
            BinaryPrimitives.ReadInt32LittleEndian(bytes[18..]),
            new(BinaryPrimitives.ReadInt64LittleEndian(bytes[22..])),
            new(BinaryPrimitives.ReadUInt128LittleEndian(bytes[30..])));
        cursor = new(BinaryPrimitives.ReadUInt64LittleEndian(bytes[1..]), new(BinaryPrimitives.ReadInt64LittleEndian(bytes[9..])), after);
        return true;
    }

    /// <summary>The text of the cursor in an answer.</summary>
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[Length];
        bytes[0] = Version;
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[1..], Query);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[9..], Now.Milliseconds);
        bytes[17] = (byte)After.Evidence;
        BinaryPrimitives.WriteInt32LittleEndian(bytes[18..], After.Events);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[22..], After.LastSeen.Milliseconds);
        BinaryPrimitives.WriteUInt128LittleEndian(bytes[30..], After.ReplayId.Value);
        return Base64Url.EncodeToString(bytes);
    }
}
