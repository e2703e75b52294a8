namespace ReplayGraph.Embedded.Memory;

/// <summary>Items numbered from 1, in chunks that never move. One thread adds; any number read without a lock what was published to them.</summary>
internal sealed class NumberedList<T>
{
    private const int ChunkBits = 10;
    private const int ChunkItems = 1 << ChunkBits;

    // Stands for a chunk that was dropped: whoever still has a number of it reads nothing, and nobody writes there.
    private static readonly T[] _blank = new T[ChunkItems];

    private T[][] _chunks = [];
    private int _count;

    /// <summary>How many. Those that it counts are whole.</summary>
    internal int Count => Volatile.Read(ref _count);

    /// <summary>The item of a number that <see cref="Add"/> gave.</summary>
    internal ref T this[int number]
    {
        get
        {
            int at = number - 1;
            return ref Volatile.Read(ref _chunks)[at >> ChunkBits][at & (ChunkItems - 1)];
        }
    }

    /// <summary>Adds an item and gives it a number.</summary>
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

    /// <summary>Adds a chunk's items, and the room for more of them; none if they were dropped. Only full chunks may precede.</summary>
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

    /// <summary>Frees the full chunks of which no item is kept; their numbers read as <c>default</c> from then on.</summary>
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

    /// <summary>All items, chunk by chunk.</summary>
    internal IEnumerable<(Memory<T> Items, bool IsDropped)> Pieces => Enumerable.Range(0, (_count + ChunkItems - 1) >> ChunkBits)
        .Select(chunk => (_chunks[chunk].AsMemory(0, Math.Min(ChunkItems, _count - (chunk << ChunkBits))), _chunks[chunk] == _blank));
}
