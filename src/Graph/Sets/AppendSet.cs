namespace ReplayGraph.Sets;

/// <summary>
/// An append-only set in insertion order. One thread adds; any number read concurrently without a lock, and each sees a prefix of the set.
/// </summary>
public sealed class AppendSet<T>
    where T : struct, IEquatable<T>
{
    // Up to this size, a linear search is faster than hashing and needs no index.
    private const int Few = 8;

    private T[] _items = [];
    private int[]? _index;
    private int _count;

    /// <summary>The number of items.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>The items so far, in insertion order.</summary>
    public ReadOnlySpan<T> Items
    {
        get
        {
            // Read the count first: the array only grows, so it holds at least that many items, unless the set was cleared.
            int count = Volatile.Read(ref _count);
            T[] items = Volatile.Read(ref _items);
            return items.AsSpan(0, Math.Min(count, items.Length));
        }
    }

    /// <summary>Adds an item. Returns false if it is present. Writer thread only.</summary>
    public bool Add(T item)
    {
        if (Contains(item))
        {
            return false;
        }

        if (_count == _items.Length)
        {
            // Most sets stay small, so grow by half.
            var grown = new T[Math.Max(2, _count + (_count / 2))];
            _items.AsSpan(0, _count).CopyTo(grown);
            Volatile.Write(ref _items, grown);
        }

        _items[_count] = item;
        Volatile.Write(ref _count, _count + 1);
        Index();
        return true;
    }

    /// <summary>Fills an empty set with distinct items, and takes ownership of the array.</summary>
    public void Add(T[] items)
    {
        Volatile.Write(ref _items, items);
        Volatile.Write(ref _count, items.Length);
        _index = null;
    }

    /// <summary>Whether the set contains the item. Writer thread only.</summary>
    public bool Contains(T item)
    {
        if (_index is null && _count > Few)
        {
            Index();
        }

        if (_index is null)
        {
            return _items.AsSpan(0, _count).Contains(item);
        }

        int mask = _index.Length - 1;
        for (int at = Slot(item, mask); _index[at] != 0; at = (at + 1) & mask)
        {
            if (_items[_index[at] - 1].Equals(item))
            {
                return true;
            }
        }

        return false;
    }

    private static int Slot(T item, int mask) => (int)((uint)item.GetHashCode() * 0x9E3779B1u >> 7) & mask;

    // The index is at most half full.
    private void Index()
    {
        if (_count <= Few)
        {
            return;
        }

        if (_index is not null && _index.Length >= 2 * _count)
        {
            Enter(_count - 1);
            return;
        }

        _index = new int[(int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)(3 * _count))];
        for (int i = 0; i < _count; i++)
        {
            Enter(i);
        }
    }

    private void Enter(int item)
    {
        int mask = _index!.Length - 1;
        int at = Slot(_items[item], mask);
        while (_index[at] != 0)
        {
            at = (at + 1) & mask;
        }

        _index[at] = item + 1;
    }
}
