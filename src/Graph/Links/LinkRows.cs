using System.Numerics;

namespace ReplayGraph.Links;

/// <summary>
/// The links of an issue or a transaction name: one for each observation and replay, in order of arrival. Evidence only grows, and a
/// withdrawal is final, so links may arrive in any order and more than once. One thread writes; any number read <see cref="All"/> without a
/// lock, and see a prefix.
/// </summary>
public sealed class LinkRows
{
    // Up to this many, a scan is faster than a hash lookup, and needs no index.
    private const int Few = 8;

    private LinkRow[] _rows;
    private int[]? _index;
    private int _count;
    private uint _latest;
    private volatile bool _hasOthers;

    /// <summary>No links yet.</summary>
    /// <param name="expected">The expected number of links. A low guess costs some time, a high one memory.</param>
    public LinkRows(int expected = 0) => _rows = expected == 0 ? [] : new LinkRow[expected];

    /// <summary>Restores saved links, including withdrawn ones. Takes ownership of the array.</summary>
    public LinkRows(LinkRow[] saved)
    {
        (_rows, _count) = (saved, saved.Length);
        foreach (ref readonly LinkRow row in saved.AsSpan())
        {
            _latest = Math.Max(_latest, row.Observation.Index);
            _hasOthers |= row.HasOthers;
        }
    }

    /// <summary>Whether an observation has several rows: then one of them may decide whether another counts.</summary>
    public bool HasOthers => _hasOthers;

    /// <summary>The links so far; withdrawn ones have no evidence.</summary>
    public ReadOnlySpan<LinkRow> All
    {
        get
        {
            while (true)
            {
                LinkRow[] rows = Volatile.Read(ref _rows);
                int count = Volatile.Read(ref _count);

                // A count of other rows, before or after a sweep, may include rows that are not written yet, or leave some out.
                if (rows == Volatile.Read(ref _rows))
                {
                    return rows.AsSpan(0, Math.Min(count, rows.Length));
                }
            }
        }
    }

    /// <summary>The evidence of a link, or none. Only for the writing thread.</summary>
    /// <param name="observation">The observation's row.</param>
    /// <param name="replay">The replay.</param>
    /// <param name="at">Where the link is; -1 if there is none.</param>
    public Evidence Find(RowRef observation, ReplayRef replay, out int at)
    {
        at = observation.Index > _latest ? -1 : Locate(observation, replay);
        return at < 0 ? Evidence.None : _rows[at].Evidence;
    }

    /// <summary>Appends a link between an observation and a replay that have none yet.</summary>
    public void Append(in LinkRow row)
    {
        if (_count == _rows.Length)
        {
            var grown = new LinkRow[Math.Max(2, _count + (_count / 2))];
            _rows.AsSpan(0, _count).CopyTo(grown);
            Volatile.Write(ref _rows, grown);
        }

        // Rows are numbered in order of arrival: most links are the first of the latest row.
        bool hasOthers = row.Observation.Index <= _latest && MarkOthers(row.Observation);
        _latest = Math.Max(_latest, row.Observation.Index);
        _rows[_count] = row;
        _rows[_count].HasOthers = hasOthers;
        _hasOthers |= hasOthers;
        Volatile.Write(ref _count, _count + 1);
        if (_index is not null)
        {
            Index();
        }
    }

    /// <summary>Gives a link more evidence.</summary>
    public void Add(int at, Evidence evidence) => _rows[at].Evidence |= evidence;

    /// <summary>Permanently withdraws all links of some observations, in one pass.</summary>
    public void Withdraw(Func<RowRef, bool> isWithdrawn)
    {
        foreach (ref LinkRow row in _rows.AsSpan(0, _count))
        {
            if (row.Evidence != Evidence.None && isWithdrawn(row.Observation))
            {
                row.Evidence = Evidence.None;
            }
        }
    }

    /// <summary>Drops links whose observations are gone, and frees their memory. False if there are none.</summary>
    public bool Keep(Func<RowRef, bool> isHeld)
    {
        LinkRow[] kept = Array.FindAll(_rows[.._count], row => isHeld(row.Observation));
        if (kept.Length == _count)
        {
            return false;
        }

        // Publish the rows first: readers clamp the count to the length.
        Volatile.Write(ref _rows, kept);
        Volatile.Write(ref _count, kept.Length);
        _index = null;
        return true;
    }

    // The rows of an observation are in one chain of the index.
    private static int Slot(RowRef observation, int mask) => (int)((observation.Index * 0x9E3779B1u) >> 5) & mask;

    private int Locate(RowRef observation, ReplayRef replay)
    {
        for (int at = FirstOf(observation, out int cursor); at >= 0; at = NextOf(observation, ref cursor))
        {
            if (_rows[at].Replay == replay)
            {
                return at;
            }
        }

        return -1;
    }

    private bool MarkOthers(RowRef observation)
    {
        bool any = false;
        for (int at = FirstOf(observation, out int cursor); at >= 0; at = NextOf(observation, ref cursor))
        {
            _rows[at].HasOthers = true;
            any = true;
        }

        return any;
    }

    // The first row of an observation, or -1.
    private int FirstOf(RowRef observation, out int cursor)
    {
        // Most nodes get each observation once, and need no index.
        if (_index is null && _count > Few)
        {
            Index();
        }

        cursor = _index is null ? -1 : Slot(observation, _index.Length - 1) - 1;
        return NextOf(observation, ref cursor);
    }

    private int NextOf(RowRef observation, ref int cursor)
    {
        if (_index is null)
        {
            while (++cursor < _count)
            {
                if (_rows[cursor].Observation == observation)
                {
                    return cursor;
                }
            }

            return -1;
        }

        int mask = _index.Length - 1;
        for (cursor = (cursor + 1) & mask; _index[cursor] != 0; cursor = (cursor + 1) & mask)
        {
            if (_rows[_index[cursor] - 1].Observation == observation)
            {
                return _index[cursor] - 1;
            }
        }

        return -1;
    }

    private void Index()
    {
        if (_index is not null && _index.Length >= _count + (_count / 2))
        {
            Enter(_count - 1);
            return;
        }

        _index = new int[(int)BitOperations.RoundUpToPowerOf2((uint)(2 * _count))];
        for (int i = 0; i < _count; i++)
        {
            Enter(i);
        }
    }

    private void Enter(int number)
    {
        int mask = _index!.Length - 1;
        int at = Slot(_rows[number].Observation, mask);
        while (_index[at] != 0)
        {
            at = (at + 1) & mask;
        }

        _index[at] = number + 1;
    }
}
