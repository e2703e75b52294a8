using ReplayGraph.Embedded.Snapshots;

namespace ReplayGraph.Embedded.Memory;

/// <summary>
/// Maps the hash of a key to a number, in 8 bytes an entry; the keys are stored elsewhere. Entries are ordered by hash, so the table grows
/// in one sequential pass, by any factor. Keys may share a hash: the caller checks each candidate. One thread adds; any number look up
/// without a lock.
/// </summary>
internal sealed class FingerprintIndex
{
    private const double FullestLoad = 0.8;
    private const double Growth = 1.5;

    // High half: the hash. Low half: the number, never 0. A single write publishes an entry.
    private ulong[] _entries = new ulong[16];

    internal int Count { get; private set; }

    internal static uint Hash(UInt128 id)
    {
        ulong mixed = ((ulong)id ^ ulong.RotateLeft((ulong)(id >> 64), 32)) * 0x9E3779B97F4A7C15;
        return (uint)(mixed >> 32);
    }

    internal void Add(uint hash, uint number)
    {
        if (Count + 1 > _entries.Length * FullestLoad)
        {
            Rebuild((int)Math.Min(Array.MaxLength, (long)(_entries.Length * Growth)), static _ => true);
        }

        Enter(_entries, hash, number);
        Count++;
    }

    /// <summary>Makes room for that many entries in all, so that the table need not grow in steps.</summary>
    internal void Reserve(long count)
    {
        if (count > _entries.Length * FullestLoad)
        {
            Rebuild((int)Math.Min(Array.MaxLength, count / FullestLoad), static _ => true);
        }
    }

    /// <summary>Frees what was reserved in vain.</summary>
    internal void Trim()
    {
        if (Count < _entries.Length * FullestLoad / Growth / Growth)
        {
            Keep(static _ => true);
        }
    }

    internal Candidates Find(uint hash) => new(Volatile.Read(ref _entries), hash);

    /// <summary>Prefetches the cache line of a hash that the caller is about to look up.</summary>
    /// <returns>The entry's bits, returned only so that the read is not optimized away.</returns>
    internal ulong Touch(uint hash) => _entries[Place(hash, _entries.Length)];

    /// <summary>Removes the numbers that are not kept, and frees their memory.</summary>
    internal void Keep(Func<uint, bool> isKept)
    {
        int kept = 0;
        foreach (ulong entry in _entries)
        {
            kept += entry != 0 && isKept((uint)entry) ? 1 : 0;
        }

        Rebuild(Math.Max(16, (int)(kept / FullestLoad * 1.2)), isKept);
    }

    internal void Save(SnapshotWriter to)
    {
        to.Number(Count);
        to.Array<ulong>(_entries);
    }

    internal void Load(SnapshotReader from)
    {
        Count = from.Count();
        _entries = from.Array<ulong>();
    }

    private static int Place(uint hash, int length) => (int)(((ulong)hash * (ulong)length) >> 32);

    private static void Enter(ulong[] entries, uint hash, uint number)
    {
        int at = Place(hash, entries.Length);
        while (entries[at] != 0)
        {
            at = at + 1 == entries.Length ? 0 : at + 1;
        }

        Volatile.Write(ref entries[at], ((ulong)hash << 32) | number);
    }

    private void Rebuild(int length, Func<uint, bool> isKept)
    {
        var grown = new ulong[length];
        int count = 0;
        foreach (ulong entry in _entries)
        {
            if (entry != 0 && isKept((uint)entry))
            {
                Enter(grown, (uint)(entry >> 32), (uint)entry);
                count++;
            }
        }

        Count = count;
        Volatile.Write(ref _entries, grown);
    }

    internal ref struct Candidates(ulong[] entries, uint hash)
    {
        private int _at = Place(hash, entries.Length);

        internal bool Next(out uint number)
        {
            while (true)
            {
                ulong entry = Volatile.Read(ref entries[_at]);
                if (entry == 0)
                {
                    number = 0;
                    return false;
                }

                _at = _at + 1 == entries.Length ? 0 : _at + 1;
                if ((uint)(entry >> 32) == hash)
                {
                    number = (uint)entry;
                    return true;
                }
            }
        }
    }
}
