namespace ReplayGraph.Embedded.Coverages;

/// <summary>
/// Which blocks of traces may count otherwise since they were counted. One thread notes each change after it was made; any number read
/// without a lock. A block that is counted during a change has its earlier version, so it is counted again.
/// </summary>
/// <param name="blockBits">The number of bits of a trace's number that do not decide about its block.</param>
internal sealed class CoverageChanges(int blockBits)
{
    // The most changed replays that are remembered.
    private const int Replays = 1 << 16;

    private int[] _replays = [];
    private long _replayCount;
    private int[] _versions = [];
    private int _allVersion;

    /// <summary>Counts what may change any block.</summary>
    internal int AllVersion => Volatile.Read(ref _allVersion);

    /// <summary>The number of changed replays so far.</summary>
    internal long ReplayCount => Volatile.Read(ref _replayCount);

    /// <summary>The block of a trace, from 0.</summary>
    internal int BlockOf(int trace) => (trace - 1) >> blockBits;

    /// <summary>The first trace of a block.</summary>
    internal int FirstOf(int block) => (block << blockBits) + 1;

    /// <summary>The version of a block.</summary>
    internal int VersionOf(int block) => Volatile.Read(ref _versions) is var versions && block < versions.Length ? Volatile.Read(ref versions[block]) : 0;

    /// <summary>Notes that the rows of a trace changed.</summary>
    internal void Trace(int trace)
    {
        int block = BlockOf(trace);
        if (block >= _versions.Length)
        {
            var grown = new int[Math.Max(64, block * 2)];
            _versions.CopyTo(grown, 0);
            Volatile.Write(ref _versions, grown);
        }

        Volatile.Write(ref _versions[block], _versions[block] + 1);
    }

    /// <summary>Notes that a replay changed, or what it lists. Only who reads coverage looks for its traces.</summary>
    internal void Replay(int number)
    {
        if (_replayCount == _replays.Length && _replayCount < Replays)
        {
            var grown = new int[Math.Max(16, _replays.Length * 2)];
            _replays.CopyTo(grown, 0);
            Volatile.Write(ref _replays, grown);
        }

        _replays[_replayCount & (Replays - 1)] = number;
        Volatile.Write(ref _replayCount, _replayCount + 1);
    }

    /// <summary>Notes what may change any block.</summary>
    internal void All() => Volatile.Write(ref _allVersion, _allVersion + 1);

    /// <summary>The replays that changed since there were so many; null if that are more than are remembered.</summary>
    internal HashSet<int>? ReplaysSince(long count)
    {
        HashSet<int> replays = [];
        for (long at = count, end = ReplayCount; at < end && end - count <= Replays; at++)
        {
            replays.Add(Volatile.Read(ref Volatile.Read(ref _replays)[at & (Replays - 1)]));
        }

        // What was overwritten meanwhile is lost.
        return ReplayCount - count < Replays ? replays : null;
    }
}
