using ReplayGraph.Nodes.Ids;
using ReplayGraph.Nodes.Store;
using ReplayGraph.Postgres.Organizations;
using ReplayGraph.Postgres.Periods;

namespace ReplayGraph.Postgres.Reading;

/// <summary>
/// A log that was asked for, while its rows come in. They come from each period in order of version, but from periods in any order.
/// </summary>
internal sealed class AskedLog(NodeId node, long after)
{
    private List<byte[]>? _entries;
    private List<long>? _versions;
    private long _last;
    private bool _isMixed;

    internal NodeId Node => node;

    internal long After => after;

    internal byte[] Key { get; } = node.KeyBytes();

    internal int Organization { get; private set; } = OrganizationNumbers.None;

    /// <summary>In order of key: neighbours are on the same pages of an index, which halves the work of finding them.</summary>
    internal static AskedLog[] InOrder(AskedLog[] asked, OrganizationNumbers numbers)
    {
        foreach (AskedLog one in asked)
        {
            one.Organization = numbers[one.Node.Organization];
        }

        AskedLog[] inOrder = [.. asked];
        Array.Sort(inOrder, (a, b) =>
        {
            int order = a.Organization.CompareTo(b.Organization);
            order = order != 0 ? order : a.Node.Type.CompareTo(b.Node.Type);
            return order != 0 ? order : a.Key.AsSpan().SequenceCompareTo(b.Key);
        });
        return inOrder;
    }

    /// <summary>Takes a row in.</summary>
    internal void Add(long version, byte[]? entry)
    {
        if (entry is not null)
        {
            _isMixed |= version < _last;
            (_entries ??= []).Add(entry);
            (_versions ??= []).Add(version);
        }

        _last = Math.Max(_last, version);
    }

    /// <summary>The log.</summary>
    internal NodeLog ToLog(int period)
    {
        byte[][] entries = _entries is null ? [] : [.. _entries];
        if (_isMixed)
        {
            Array.Sort(_versions!.ToArray(), entries);
        }

        // A version of this period that the asker knows cannot be forgotten; of an earlier one it may be.
        long least = Math.Max(Period.FirstVersion(period), after);
        return new(entries, new(Math.Max(least, _last), period));
    }
}
