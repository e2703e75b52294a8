using ReplayGraph.Embedded.Snapshots;

namespace ReplayGraph.Embedded.Memory;

/// <summary>
/// Rows of bytes in large chunks, so that rows are not objects. A row's handle is its offset in units of 4 bytes, up to 16 GiB, and is
/// never reused. One thread appends; any number read without a lock, because a row is complete before its handle is published. The oldest
/// chunks can be dropped, with their rows.
/// </summary>
internal sealed class Arena
{
    private const int ChunkBits = 16;
    private const int UnitsInChunk = 1 << ChunkBits;
    private const int UnitBytes = 4;
    private const int MostChunks = 1 << (32 - ChunkBits);

    private byte[]?[] _chunks = new byte[]?[16];
    private long[] _expiry = new long[16];
    private uint _next = 1;
    private volatile uint _firstChunk;

    /// <summary>The longest row, in bytes.</summary>
    internal const int LongestRow = UnitsInChunk * UnitBytes;

    /// <summary>True once half of all handles have been issued.</summary>
    internal bool IsHalfUsed => _next > uint.MaxValue / 2;

    /// <summary>True once only the batches in flight may still be appended. Safe to read from any thread.</summary>
    internal bool IsNearlyFull => _next > uint.MaxValue / 16 * 15;

    /// <summary>Appends a row.</summary>
    /// <param name="bytes">The row's length.</param>
    /// <param name="expiresAt">When the row expires, in milliseconds since 1970.</param>
    /// <param name="row">Where to write it.</param>
    internal uint Append(int bytes, long expiresAt, out Span<byte> row)
    {
        int units = (bytes + UnitBytes - 1) / UnitBytes;
        uint at = _next & (UnitsInChunk - 1);
        if (at + (uint)units > UnitsInChunk)
        {
            _next = (_next + UnitsInChunk - 1) & ~(uint)(UnitsInChunk - 1);
            at = 0;
        }

        uint chunk = _next >> ChunkBits;
        if (at == 0 || _chunks[chunk] is null)
        {
            Hold(chunk);
        }

        _expiry[chunk] = Math.Max(_expiry[chunk], expiresAt);
        uint handle = _next;
        _next += (uint)units;
        row = _chunks[chunk].AsSpan((int)at * UnitBytes, bytes);
        return handle;
    }

    /// <summary>The bytes from a row's start to the end of its chunk; empty if the row was dropped.</summary>
    internal Span<byte> From(uint handle)
    {
        byte[]?[] chunks = Volatile.Read(ref _chunks);
        uint chunk = handle >> ChunkBits;
        // The chunk may have been dropped after the reader obtained the handle.
        return chunk < chunks.Length && Volatile.Read(ref chunks[chunk]) is { } bytes
            ? bytes.AsSpan((int)(handle & (UnitsInChunk - 1)) * UnitBytes)
            : default;
    }

    internal bool Holds(uint handle) => handle != 0 && handle >> ChunkBits >= _firstChunk;

    /// <summary>Drops the oldest chunks while all their rows have expired. The chunk being filled stays.</summary>
    /// <returns>The number of chunks dropped.</returns>
    internal int DropExpired(long now)
    {
        int dropped = 0;
        uint last = (_next - 1) >> ChunkBits;
        for (uint chunk = _firstChunk; chunk < last && _expiry[chunk] <= now; chunk++)
        {
            _firstChunk = chunk + 1;
            _chunks[chunk] = null;
            dropped++;
        }

        return dropped;
    }

    private void Hold(uint chunk)
    {
        if (chunk >= MostChunks - 1)
        {
            throw new GraphException(
                "The organization has used up its 16 GiB of rows. Run more than one process, or shorten the retention.", isTransient: false);
        }

        while (chunk >= _chunks.Length)
        {
            Array.Resize(ref _expiry, _expiry.Length * 2);
            var grown = new byte[]?[_chunks.Length * 2];
            _chunks.CopyTo(grown, 0);
            Volatile.Write(ref _chunks, grown);
        }

        if (_chunks[chunk] is null)
        {
            Volatile.Write(ref _chunks[chunk], new byte[LongestRow]);
        }
    }

    internal void Save(SnapshotWriter to)
    {
        to.Number(_next);
        to.Number(_firstChunk);
        for (uint chunk = _firstChunk; chunk <= (_next - 1) >> ChunkBits; chunk++)
        {
            to.Number(_expiry[chunk]);
            Hold(chunk);
            to.Raw<byte>(_chunks[chunk]);
        }
    }

    internal void Load(SnapshotReader from)
    {
        _next = (uint)from.Number();
        _firstChunk = (uint)from.Number();
        for (uint chunk = _firstChunk; chunk <= (_next - 1) >> ChunkBits; chunk++)
        {
            Hold(chunk);
            _expiry[chunk] = from.Number();
            from.Raw<byte>(_chunks[chunk]);
        }
    }
}
