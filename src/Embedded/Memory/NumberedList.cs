namespace ReplayGraph.Embedded.Memory;

/// <summary>Items numbered from 1, in chunks that never move. One thread adds; any number read without a lock what was published to them.</summary>
internal sealed class NumberedList<T>
{
    private const int ChunkBits = 10;
    private const int ChunkItems = 1 << ChunkBits;

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
}
