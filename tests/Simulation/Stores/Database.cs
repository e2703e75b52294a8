using System.Runtime.InteropServices;
using ReplayGraph.Cluster.Ids;
using ReplayGraph.Cluster.Store;
using ReplayGraph.Queries;

namespace ReplayGraph.Simulation.Stores;

/// <summary>
/// The database of a simulated cluster: the committed entries, in periods, with the contract of <see cref="INodeStore"/>. Each call is
/// one transaction.
/// </summary>
internal sealed class Database
{
    private const int Kept = 0, VersionBits = 32;

    private static readonly TimeSpan _periodLength = TimeSpan.FromDays(15), _grace = TimeSpan.FromDays(1);

    private readonly Dictionary<NodeId, List<Entry>> _logs = [];
    private readonly Dictionary<(OrganizationId, EventId), List<(NodeId At, int Period)>> _places = [];
    private readonly Dictionary<(OrganizationId, ReplayId), (ReplayRow Row, Timestamp ExpiresAt)> _rows = [];
    private readonly SortedDictionary<int, Timestamp> _expiries = new() { [1] = default };
    private readonly List<NodeId> _written = [];
    private Timestamp _begunAt;

    internal TitleTable Titles { get; } = new();

    private int Latest => _expiries.Keys.Last();

    internal NodeLog Load(NodeId node, long after)
    {
        Entry[] log = [.. _logs.GetValueOrDefault(node, []).Where(entry => entry.Version > after)];
        return new([.. log.Select(entry => entry.Bytes)], VersionOf(node, after)) { Versions = [.. log.Select(entry => entry.Version)] };
    }

    internal bool HasLog(NodeId node) => _logs.GetValueOrDefault(node, []).Count > 0;

    internal NodeVersion VersionOf(NodeId node, long after = 0)
    {
        int period = node.Type == NodeType.Organization ? Kept : Latest;
        long last = _logs.GetValueOrDefault(node, []).Select(entry => entry.Version).DefaultIfEmpty().Last();
        return new(Math.Max(last, Math.Max(after, FirstVersion(period))), period);
    }

    /// <summary>Appends the writes that do not conflict.</summary>
    internal NodeVersion? Append(NodeWrite write)
    {
        if (VersionOf(write.Node) != write.Read)
        {
            return null;
        }

        (int period, NodeVersion next) = (write.Read.Period, write.Read with { Number = write.Read.Number + 1 });
        List<Entry> log = CollectionsMarshal.GetValueRefOrAddDefault(_logs, write.Node, out _) ??= [];
        log.RemoveAll(entry => entry.Version > write.ReplacesAfter);
        log.Add(new(next.Number, period, write.Entry));
        _written.Add(write.Node);
        foreach (EventId id in write.Events)
        {
            (CollectionsMarshal.GetValueRefOrAddDefault(_places, (write.Node.Organization, id), out _) ??= []).Add((write.Node, period));
        }

        if (write.Replay is { } row && !(_rows.TryGetValue((write.Node.Organization, row.Id), out var old) && old.Row.Version >= row.Version))
        {
            _rows[(write.Node.Organization, row.Id)] = (row, row.ExpiresAt.Milliseconds == long.MaxValue ? write.ExpiresAt : row.ExpiresAt);
        }

        if (period != Kept && _expiries[period] < write.ExpiresAt)
        {
            _expiries[period] = write.ExpiresAt;
        }

        return next;
    }

    internal IReadOnlyList<EventPlace> Places(OrganizationId organization, IReadOnlyList<EventId> events) =>
    [
        .. from id in events
           from at in _places.GetValueOrDefault((organization, id), []).Select(place => place.At).Distinct()
           select new EventPlace(id, at),
    ];

    internal IReadOnlyList<ReplayRow> Replays(OrganizationId organization, IReadOnlyList<ReplayId> ids) =>
        [.. ids.Where(id => _rows.ContainsKey((organization, id))).Select(id => _rows[(organization, id)].Row)];

    internal IReadOnlyList<ReplayRow> LatestReplays(OrganizationId organization, LatestReplaysQuery query, Timestamp now) =>
        MemoryStore.Latest(_rows.Where(one => one.Key.Item1 == organization).Select(one => one.Value.Row), query, now);

    internal IReadOnlyList<NodeId> Nodes(OrganizationId organization, NodeType type, NodeId? after, int limit) =>
    [
        .. _logs.Where(one => one.Key.Type == type && one.Key.Organization == organization && one.Value.Count > 0)
            .Select(one => (Node: one.Key, Key: one.Key.KeyBytes()))
            .Where(one => after is not { } from || one.Key.AsSpan().SequenceCompareTo(from.KeyBytes()) > 0)
            .OrderBy(one => one.Key, Comparer<byte[]>.Create((a, b) => a.AsSpan().SequenceCompareTo(b)))
            .Take(limit)
            .Select(one => one.Node),
    ];

    internal NodeChanges Changes(OrganizationId organization, IReadOnlyList<NodeType> types, StoreMark? since, int limit)
    {
        var mark = new StoreMark($"{_written.Count}");
        if (since is not { } seen)
        {
            return new(mark, null);
        }

        NodeId[] nodes = [.. _written.Skip(int.Parse(seen.Value, null)).Distinct()
            .Where(node => node.Organization == organization && types.Contains(node.Type))];
        return new(mark, nodes.Length > limit ? null : nodes);
    }

    /// <summary>Removes expired periods, replay rows and titles. Starts a new period when the current one is long or removed.</summary>
    internal void Sweep(Timestamp now)
    {
        _begunAt = _begunAt == default ? now : _begunAt;
        int latest = Latest;
        int[] expired = [.. _expiries.Where(period => period.Value <= now).Select(period => period.Key)];
        if (_begunAt.Plus(_periodLength) <= now || expired.Any(period => period != latest))
        {
            (_expiries[latest + 1], _begunAt) = (default, now);
            foreach (int gone in expired)
            {
                Drop(gone);
            }
        }

        Titles.Drop(now.Plus(-_grace));
        foreach ((OrganizationId, ReplayId) key in _rows.Where(row => row.Value.ExpiresAt <= now.Plus(-_grace)).Select(row => row.Key).ToArray())
        {
            _rows.Remove(key);
        }
    }

    private static long FirstVersion(int period) => period <= 1 ? 0 : (long)(period - 1) << VersionBits;

    private void Drop(int period)
    {
        _expiries.Remove(period);
        foreach (List<Entry> log in _logs.Values)
        {
            log.RemoveAll(entry => entry.Period == period);
        }

        foreach (List<(NodeId At, int Period)> places in _places.Values)
        {
            places.RemoveAll(place => place.Period == period);
        }
    }

    private readonly record struct Entry(long Version, int Period, byte[] Bytes);
}
