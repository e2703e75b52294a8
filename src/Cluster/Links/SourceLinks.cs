using ReplayGraph.Cluster.LinkTables;
using ReplayGraph.Cluster.Store;

namespace ReplayGraph.Cluster.Links;

/// <summary>The links of one of the issues whose events another issue may have, as its log had them at some version.</summary>
internal sealed class SourceLinks(NodeContext context)
{
    private readonly ExpiredLinks _expired = new(context);
    private int[] _numbers = [];

    /// <summary>The links.</summary>
    internal FoldedLinks Links { get; private set; } = new();

    /// <summary>The number of the latest entry that they have; 0: none.</summary>
    internal long Version { get; private set; }

    /// <summary>The replays' numbers in the issue, plus 1.</summary>
    internal int[] Numbers => _numbers;

    /// <summary>Adds the entries of the log after <see cref="Version"/>. They may be in it already.</summary>
    /// <returns>Whether that changed anything.</returns>
    internal bool Add(NodeLog log)
    {
        int before = Links.Version;
        if (Version == 0)
        {
            Links = FoldedLinks.Of(log);
        }
        else
        {
            foreach (byte[] entry in log.Entries)
            {
                Links.Add(entry);
            }
        }

        Version = Math.Max(Version, log.Version.Number);
        return Links.Version != before;
    }

    /// <summary>Drops what has expired, if that is due.</summary>
    /// <returns>Whether it was: then the replays must be numbered again.</returns>
    internal bool DropExpired()
    {
        FoldedLinks before = Links;
        Links = _expired.Drop(before);
        _numbers = Links == before ? _numbers : [];
        return Links != before;
    }

    /// <summary>Numbers the replays that were added.</summary>
    internal void Number(Numbering<ReplayId> replays)
    {
        int from = _numbers.Length;
        Array.Resize(ref _numbers, Links.ReplayIds.Count);
        for (int i = from; i < _numbers.Length; i++)
        {
            _numbers[i] = replays.FindOrAdd(Links.ReplayIds[i]) + 1;
        }
    }

    /// <summary>Numbers all replays again.</summary>
    internal void NumberAgain(Numbering<ReplayId> replays)
    {
        _numbers = [];
        Number(replays);
    }
}
