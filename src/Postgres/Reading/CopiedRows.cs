using System.Buffers.Binary;
using ReplayGraph.Cluster.Store;

namespace ReplayGraph.Postgres.Reading;

/// <summary>
/// Reads replay rows (replay, version, row) from a binary COPY (https://www.postgresql.org/docs/15/sql-copy.html, "Binary Format"). Rows
/// are slices of large chunks, because an array for each of many rows would dominate the cost.
/// </summary>
internal sealed class CopiedRows(Stream from)
{
    private const int ChunkBytes = 1 << 20;

    // Signature, flags, and the length of the header extension, which is always empty so far.
    private const int HeaderBytes = 11 + 4 + 4;

    private const int CountBytes = 2, LengthBytes = 4, KeyBytes = 16, VersionBytes = 8;
    private const int BeforeRow = CountBytes + LengthBytes + KeyBytes + LengthBytes + VersionBytes + LengthBytes;

    private byte[] _chunk = new byte[ChunkBytes];
    private int _at;
    private int _end;

    /// <summary>Reads all rows.</summary>
    internal async Task<List<ReplayRow>> ReadAsync()
    {
        List<ReplayRow> rows = [];
        await NeedAsync(HeaderBytes).ConfigureAwait(false);
        _at += HeaderBytes;
        while (true)
        {
            await NeedAsync(CountBytes).ConfigureAwait(false);
            if (BinaryPrimitives.ReadInt16BigEndian(_chunk.AsSpan(_at)) < 0)
            {
                return rows;
            }

            await NeedAsync(BeforeRow).ConfigureAwait(false);
            int length = BinaryPrimitives.ReadInt32BigEndian(_chunk.AsSpan(_at + BeforeRow - LengthBytes));
            await NeedAsync(BeforeRow + length).ConfigureAwait(false);
            var id = new ReplayId(BinaryPrimitives.ReadUInt128BigEndian(_chunk.AsSpan(_at + CountBytes + LengthBytes)));
            long version = BinaryPrimitives.ReadInt64BigEndian(_chunk.AsSpan(_at + BeforeRow - LengthBytes - VersionBytes));
            rows.Add(ReplayRow.Read(id, version, _chunk.AsMemory(_at + BeforeRow, length)));
            _at += BeforeRow + length;
        }
    }

    // Rows keep their chunk alive; only the unread rest moves to the next chunk.
    private ValueTask NeedAsync(int bytes) => _end - _at >= bytes ? default : new(FillAsync(bytes));

    private async Task FillAsync(int bytes)
    {
        if (_at + bytes > _chunk.Length)
        {
            var next = new byte[Math.Max(ChunkBytes, bytes)];
            _chunk.AsSpan(_at, _end - _at).CopyTo(next);
            (_chunk, _at, _end) = (next, 0, _end - _at);
        }

        while (_end - _at < bytes)
        {
            int read = await from.ReadAsync(_chunk.AsMemory(_end)).ConfigureAwait(false);
            _end += read > 0 ? read : throw new EndOfStreamException("The binary COPY ended within a row.");
        }
    }
}
