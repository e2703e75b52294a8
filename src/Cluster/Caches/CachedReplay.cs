using ReplayGraph.Cluster.Store;

namespace ReplayGraph.Cluster.Caches;

/// <summary>A row in a <see cref="ReplayMemory"/>.</summary>
internal sealed class CachedReplay : ClockEntry
{
    /// <summary>
    /// The memory of a row besides its bytes: this object, the row, the header of the array, and the entry of a dictionary that is, on
    /// average, three quarters full.
    /// </summary>
    internal const int Overhead = 260;

    private readonly ReplayMemory _memory;

    internal CachedReplay(ReplayMemory memory, ReplayRow row) => (_memory, Row, Bytes) = (memory, row, BytesOf(row));

    /// <summary>The row; only replaced under the lock of its memory.</summary>
    internal ReplayRow Row { get; set; }

    /// <summary>The estimate of the memory that a row takes.</summary>
    internal static long BytesOf(ReplayRow row) => Overhead + row.Bytes.Length;

    internal override void Evict() => _memory.Evict(this);
}
