namespace ReplayGraph.Sets;

/// <summary>
/// A set that only grows and keeps the order of arrival. One thread adds; any number read at the same time, without a lock, and see
/// each a prefix of it.
/// </summary>
public sealed class AppendSet<T>
    where T : struct, IEquatable<T>
{
    // Up to this many, looking at all is quicker than hashing one, and needs no index.
    private const int Few = 8;

    private T[] _items = [];
    private int[]? _index;
    private int _count;

    /// <summary>How many.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>The items so far, in order of arrival.</summary>
    public ReadOnlySpan<T> Items
    {
        get
        {
            // The count first: the items that were there then are in the array that is there now, unless all were forgotten.
            int count = Volatile.Read(ref _count);
            T[] items = Volatile.Read(ref _items);
            return items.AsSpan(0, Math.Min(count, items.Length));
        }
    }

    /// <summary>Adds an item. False if it was there. For the writing thread alone.</summary>
    public bool Add(T item)
    {
        if (Contains(item))
        {
            return false;
        }

        if (_count == _items.Length)
        {
            // Most sets stay small: by a half, not by double.
            var grown = new T[Math.Max(2, _count + (_count / 2))];
            _items.AsSpan(0, _count).CopyTo(grown);
            Volatile.Write(ref _items, grown);
        }

        _items[_count] = item;
        Volatile.Write(ref _count, _count + 1);
        Index();
        return true;
    }

    /// <summary>Takes distinct items into an empty set; the array is the set's own from then on.</summary>
    public void Add(T[] items)
    {
        Volatile.Write(ref _items, items);
        Volatile.Write(ref _count, items.Length);
        _index = null;
    }

    /// <summary>Whether it holds the item. For the writing thread alone.</summary>
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

    // At most half full.
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
