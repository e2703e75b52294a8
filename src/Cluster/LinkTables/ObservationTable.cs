using ReplayGraph.Facts;

namespace ReplayGraph.Cluster.LinkTables;

/// <summary>Distinct observations as bytes, each with a row number.</summary>
internal sealed class ObservationTable
{
    private readonly PackedBytes _bytes = new();

    // At most two thirds full.
    private uint[] _index = new uint[4];
    private int _count;

    internal ReadOnlyMemory<byte> this[RowRef row] => _bytes[row.Index - 1];

    internal EventId EventOf(RowRef row) => EventOf(this[row]);

    /// <summary>The row of an observation; none if it is not there.</summary>
    /// <param name="observation">Its bytes.</param>
    /// <param name="id">Its event.</param>
    internal RowRef Find(ReadOnlySpan<byte> observation, EventId id)
    {
        int mask = _index.Length - 1;
        for (int at = Slot(id, mask); _index[at] != 0; at = (at + 1) & mask)
        {
            var row = new RowRef(_index[at]);
            if (this[row].Span.SequenceEqual(observation))
            {
                return row;
            }
        }

        return default;
    }

    /// <summary>Another observation of an event; none if there is none.</summary>
    internal RowRef FindOther(RowRef row, EventId id, Func<RowRef, bool> isSame)
    {
        int mask = _index.Length - 1;
        for (int at = Slot(id, mask); _index[at] != 0; at = (at + 1) & mask)
        {
            var other = new RowRef(_index[at]);
            if (other != row && EventOf(other) == id && isSame(other))
            {
                return other;
            }
        }

        return default;
    }

    /// <summary>Adds a copy of a new observation.</summary>
    internal RowRef Add(ReadOnlySpan<byte> observation, EventId id)
    {
        uint row = _bytes.Add(observation) + 1;
        if (3 * ++_count > 2 * _index.Length)
        {
            uint[] before = _index;
            _index = new uint[2 * before.Length];
            foreach (uint one in before)
            {
                if (one != 0)
                {
                    Enter(one, EventOf(new RowRef(one)));
                }
            }
        }

        Enter(row, id);
        return new(row);
    }

    private static EventId EventOf(ReadOnlyMemory<byte> observation)
    {
        var from = new FactReader(observation);
        return EventEncoding.ReadId(ref from);
    }

    // Ids are random, but nothing guarantees it.
    private static int Slot(EventId id, int mask) =>
        (int)((((ulong)id.Value ^ ((ulong)(id.Value >> 64) * 0x9E37_79B9_7F4A_7C15)) * 0xD6E8_FEB8_6659_FD93) >> 32) & mask;

    private void Enter(uint row, EventId id)
    {
        int mask = _index.Length - 1;
        int at = Slot(id, mask);
        while (_index[at] != 0)
        {
            at = (at + 1) & mask;
        }

        _index[at] = row;
    }
}
