using System.Buffers.Binary;
using ReplayGraph.Cluster.Store;

namespace ReplayGraph.Postgres.Reading;

/// <summary>
/// The replay rows of a range of blocks, in one value: for each its replay, its version, its length, and the row. A client spends most of
/// the time of a scan on the messages and columns of single rows, and the database little on packing them.
/// </summary>
internal static class PackedRows
{
    /// <summary>
    /// Packs the rows of an organization, one value for each range of blocks. It is one statement, so all ranges are read from one snapshot,
    /// and a row that moves from one to another is read once.
    /// </summary>
    internal const string Query =
        """
        SELECT (
            SELECT coalesce(string_agg(replay || int8send(version) || int4send(length(row)) || row, ''), '') FROM replaygraph.replay_rows
            WHERE organization = $1 AND ctid >= format('(%s,0)', block)::tid AND ctid < format('(%s,0)', block + 128)::tid)
        FROM generate_series(0, pg_relation_size('replaygraph.replay_rows') / current_setting('block_size')::int, 128) AS block
        """;

    private const int KeyBytes = 16, VersionBytes = 8, LengthBytes = 4;

    /// <summary>Adds the rows of a value, as slices of it: an array for each of many rows would dominate the cost.</summary>
    internal static void Read(byte[] packed, List<ReplayRow> to)
    {
        int at = 0;
        while (at < packed.Length)
        {
            var id = new ReplayId(BinaryPrimitives.ReadUInt128BigEndian(packed.AsSpan(at)));
            long version = BinaryPrimitives.ReadInt64BigEndian(packed.AsSpan(at + KeyBytes));
            int length = BinaryPrimitives.ReadInt32BigEndian(packed.AsSpan(at + KeyBytes + VersionBytes));
            at += KeyBytes + VersionBytes + LengthBytes;
            to.Add(ReplayRow.Read(id, version, packed.AsMemory(at, length)));
            at += length;
        }
    }
}
