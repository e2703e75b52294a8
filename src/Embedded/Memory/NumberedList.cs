namespace ReplayGraph.Embedded.Memory;

/// <summary>Items numbered from 1, in chunks that never move. One thread adds; any number read without a lock what was published to them.</summary>
internal sealed class NumberedList<T>
{
    private const int ChunkBits = 10;
    private const int ChunkItems = 1 << ChunkBits;

    // Stands for a chunk that was dropped: whoever still has a number of it reads nothing, and nobody writes there.
    private static readonly T[] _blank = new T[ChunkItems];

    private T[][] _chunks = [];

    /// <summary>How many.</summary>
    internal int Count { get; private set; }

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
        int chunk = Count >> ChunkBits;
        if (chunk == _chunks.Length)
        {
            T[][] grown = [.. _chunks, new T[ChunkItems]];
            Volatile.Write(ref _chunks, grown);
        }

        _chunks[chunk][Count & (ChunkItems - 1)] = item;
        return ++Count;
    }

    /// <summary>Makes room for that many items, all <c>default</c>, in an empty list.</summary>
    internal void Fill(int count)
    {
        _chunks = [.. Enumerable.Range(0, (count + ChunkItems - 1) >> ChunkBits).Select(_ => new T[ChunkItems])];
        Count = count;
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

    /// <summary>All items, the dropped ones as <c>default</c>, in pieces.</summary>
    internal IEnumerable<Memory<T>> Pieces => Enumerable.Range(0, (Count + ChunkItems - 1) >> ChunkBits)
        .Select(chunk => _chunks[chunk].AsMemory(0, Math.Min(ChunkItems, Count - (chunk << ChunkBits))));
}
