namespace ReplayGraph.Cluster.LinkTables;

/// <summary>Assigns numbers to distinct values, from 0, in order of arrival.</summary>
internal sealed class Numbering<T>
    where T : struct, IEquatable<T>
{
    private readonly List<T> _values = [];
    private int[] _slots = new int[4];

    /// <summary>The values, by number.</summary>
    internal IReadOnlyList<T> Values => _values;

    internal T this[int number] => _values[number];

    /// <summary>A value's number, or -1.</summary>
    internal int Find(T value)
    {
        int mask = _slots.Length - 1;
        for (int at = Slot(value, mask); _slots[at] != 0; at = (at + 1) & mask)
        {
            if (_values[_slots[at] - 1].Equals(value))
            {
                return _slots[at] - 1;
            }
        }

        return -1;
    }

    /// <summary>A value's number, added if missing.</summary>
    internal int FindOrAdd(T value)
    {
        int number = Find(value);
        if (number >= 0)
        {
            return number;
        }

        if (_values.Count == _values.Capacity)
        {
            // Grow by a quarter instead of doubling: there are many of these lists, and they live long.
            _values.Capacity += (_values.Count / 4) + 2;
        }

        _values.Add(value);
        if (3 * _values.Count > 2 * _slots.Length)
        {
            _slots = new int[2 * _slots.Length];
            for (int i = 0; i < _values.Count; i++)
            {
                Enter(i);
            }
        }
        else
        {
            Enter(_values.Count - 1);
        }

        return _values.Count - 1;
    }

    private static int Slot(T value, int mask) => (int)((uint)value.GetHashCode() * 0x9E3779B1u >> 7) & mask;

    private void Enter(int number)
    {
        int mask = _slots.Length - 1;
        int at = Slot(_values[number], mask);
        while (_slots[at] != 0)
        {
            at = (at + 1) & mask;
        }

        _slots[at] = number + 1;
    }
}
