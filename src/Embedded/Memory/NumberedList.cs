namespace ReplayGraph.Embedded.Memory;

/// <summary>Items numbered from 1, in chunks that never move. One thread adds; any number read published items without a lock.</summary>
internal sealed class NumberedList<T>
{
    private const int ChunkBits = 10;
    private const int ChunkItems = 1 << ChunkBits;

    // Stands for a dropped chunk: stale numbers read <c>default</c> from it, and nothing writes to it.
    private static readonly T[] _blank = new T[ChunkItems];

    private T[][] _chunks = [];
    private int _count;

    /// <summary>The number of items. All of them are complete.</summary>
    internal int Count => Volatile.Read(ref _count);

    /// <summary>The item with a number that <see cref="Add"/> returned.</summary>
    internal ref T this[int number]
    {
        get
        {
            int at = number - 1;
            return ref Volatile.Read(ref _chunks)[at >> ChunkBits][at & (ChunkItems - 1)];
        }
    }

    /// <summary>Adds an item and returns its number.</summary>
    internal int Add(T item)
    {
        int chunk = _count >> ChunkBits;
        if ((_count & (ChunkItems - 1)) == 0)
        {
            Hold(chunk, new T[ChunkItems]);
        }

        _chunks[chunk][_count & (ChunkItems - 1)] = item;
        Volatile.Write(ref _count, _count + 1);
        return _count;
    }

    /// <summary>Adds a chunk's items, with room for more; a dropped chunk holds none. All earlier chunks must be full.</summary>
    internal void AddPiece(int count, bool isDropped, Action<Memory<T>> fill)
    {
        T[] chunk = isDropped ? _blank : new T[ChunkItems];
        if (!isDropped)
        {
            fill(chunk.AsMemory(0, count));
        }

        Hold(_count >> ChunkBits, chunk);
        _count += count;
    }

    private void Hold(int chunk, T[] items)
    {
        if (chunk == _chunks.Length)
        {
            var grown = new T[Math.Max(4, chunk * 2)][];
            _chunks.CopyTo(grown, 0);
            Volatile.Write(ref _chunks, grown);
        }

        Volatile.Write(ref _chunks[chunk], items);
    }

    /// <summary>Frees the full chunks that hold no kept item. Their numbers then read as <c>default</c>.</summary>
    internal void Keep(Func<int, bool> isKept)
    {
        for (int chunk = 0; chunk < Count >> ChunkBits; chunk++)
        {
            int first = (chunk << ChunkBits) + 1;
            if (_chunks[chunk] != _blank && !Enumerable.Range(first, ChunkItems).Any(isKept))
            {
                Volatile.Write(ref _chunks[chunk], _blank);
            }
        }
    }

    /// <summary>All items, by chunk.</summary>
    internal IEnumerable<(Memory<T> Items, bool IsDropped)> Pieces => Enumerable.Range(0, (_count + ChunkItems - 1) >> ChunkBits)
        .Select(chunk => (_chunks[chunk].AsMemory(0, Math.Min(ChunkItems, _count - (chunk << ChunkBits))), _chunks[chunk] == _blank));
}
