using System.Numerics;
using ReplayGraph.Facts;

namespace ReplayGraph.Cluster.LinkTables;

/// <summary>Distinct observations as bytes, each with a row number.</summary>
/// <param name="expected">The expected number of observations. A low guess costs some time, a high one memory.</param>
internal sealed class ObservationTable(int expected)
{
    private readonly PackedBytes _bytes = new();

    // At most two thirds full. A slot holds the hash of an event's id and a row, so that a search reads few rows, which are anywhere in memory.
    private (uint Hash, uint Row)[] _index = new (uint, uint)[BitOperations.RoundUpToPowerOf2((uint)(3L * Math.Max(expected, 2) / 2) + 1)];
    private int _count;

    internal ReadOnlyMemory<byte> this[RowRef row] => _bytes[row.Index - 1];

    internal EventId EventOf(RowRef row)
    {
        var from = new FactReader(this[row]);
        return EventEncoding.ReadId(ref from);
    }

    /// <summary>The row of an observation; none if it is not there.</summary>
    /// <param name="observation">Its bytes.</param>
    /// <param name="id">Its event.</param>
    internal RowRef Find(ReadOnlySpan<byte> observation, EventId id)
    {
        uint hash = Hash(id);
        int mask = _index.Length - 1;
        for (int at = Slot(hash, mask); _index[at].Row != 0; at = (at + 1) & mask)
        {
            var row = new RowRef(_index[at].Row);
            if (_index[at].Hash == hash && this[row].Span.SequenceEqual(observation))
            {
                return row;
            }
        }

        return default;
    }

    /// <summary>Another observation of an event; none if there is none.</summary>
    internal RowRef FindOther(RowRef row, EventId id, Func<RowRef, bool> isSame)
    {
        uint hash = Hash(id);
        int mask = _index.Length - 1;
        for (int at = Slot(hash, mask); _index[at].Row != 0; at = (at + 1) & mask)
        {
            var other = new RowRef(_index[at].Row);
            if (_index[at].Hash == hash && other != row && EventOf(other) == id && isSame(other))
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
        if (3L * ++_count > 2L * _index.Length)
        {
            (uint Hash, uint Row)[] before = _index;
            _index = new (uint, uint)[2 * before.Length];
            foreach ((uint hash, uint one) in before)
            {
                if (one != 0)
                {
                    Enter(hash, one);
                }
            }
        }

        Enter(Hash(id), row);
        return new(row);
    }

    private static int Slot(uint hash, int mask) => (int)hash & mask;

    // Ids are random, but nothing guarantees it.
    private static uint Hash(EventId id) =>
        (uint)((((ulong)id.Value ^ ((ulong)(id.Value >> 64) * 0x9E37_79B9_7F4A_7C15)) * 0xD6E8_FEB8_6659_FD93) >> 32);

    private void Enter(uint hash, uint row)
    {
        int mask = _index.Length - 1;
        int at = Slot(hash, mask);
        while (_index[at].Row != 0)
        {
            at = (at + 1) & mask;
        }

        _index[at] = (hash, row);
    }
}
