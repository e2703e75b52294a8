using System.Numerics;

namespace ReplayGraph.Cluster.Links;

/// <summary>The rows of a table, found by hash: several may have the same.</summary>
internal sealed class LinkRows
{
    private LinkRow[] _rows;
    private int[] _index;
    private int _count;

    /// <param name="expected">How many may come. A guess that is too low costs a little time, one that is too high memory.</param>
    internal LinkRows(int expected)
    {
        _rows = new LinkRow[expected];
        _index = new int[BitOperations.RoundUpToPowerOf2((uint)Math.Max(4, expected))];
    }

    /// <summary>All rows, in order of arrival.</summary>
    internal Span<LinkRow> All => _rows.AsSpan(0, _count);

    /// <summary>Appends a row.</summary>
    internal void Add(in LinkRow row)
    {
        if (_count == _rows.Length)
        {
            Array.Resize(ref _rows, Math.Max(2, _count + (_count / 4) + 1));
        }

        _rows[_count++] = row;
        if (3 * _count <= 2 * _index.Length)
        {
            Enter(_count - 1);
            return;
        }

        _index = new int[2 * _index.Length];
        for (int i = 0; i < _count; i++)
        {
            Enter(i);
        }
    }

    /// <summary>The rows of a hash, to be looked at one after the other.</summary>
    internal Candidates Find(uint hash) => new(this, hash);

    private void Enter(int number)
    {
        int mask = _index.Length - 1;
        int at = (int)_rows[number].Hash & mask;
        while (_index[at] != 0)
        {
            at = (at + 1) & mask;
        }

        _index[at] = number + 1;
    }

    /// <summary>The rows of a hash. Of no use after the next row is added.</summary>
    internal ref struct Candidates(LinkRows rows, uint hash)
    {
        private int _at = (int)hash - 1;
        private int _row;

        /// <summary>The row that was found.</summary>
        internal readonly ref LinkRow Row => ref rows._rows[_row];

        /// <summary>Goes on to the next. False if there is none.</summary>
        internal bool Next()
        {
            int mask = rows._index.Length - 1;
            for (_at = (_at + 1) & mask; rows._index[_at] != 0; _at = (_at + 1) & mask)
            {
                _row = rows._index[_at] - 1;
                if (rows._rows[_row].Hash == hash)
                {
                    return true;
                }
            }

            return false;
        }
    }
}
