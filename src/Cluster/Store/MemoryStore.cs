using System.Globalization;
using System.Runtime.InteropServices;
using ReplayGraph.Cluster.Ids;
using ReplayGraph.Issues;
using ReplayGraph.Lookups;
using ReplayGraph.Queries;

namespace ReplayGraph.Cluster.Store;

/// <summary>A store in memory, which lives as long as the process. It has a single period, and sweeps nothing.</summary>
public sealed class MemoryStore : INodeStore
{
    private readonly Lock _lock = new();
    private readonly Dictionary<NodeId, Log> _logs = [];
    private readonly Dictionary<(OrganizationId, EventId), List<NodeId>> _places = [];
    private readonly Dictionary<(OrganizationId, ReplayId), ReplayRow> _replays = [];
    private readonly Dictionary<(OrganizationId, IssueId), Titles> _titles = [];
    private long _writes;

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<NodeLog>> LoadAsync(IReadOnlyList<NodeId> nodes, long after = 0, CancellationToken cancel = default)
    {
        lock (_lock)
        {
            var logs = new NodeLog[nodes.Count];
            for (int i = 0; i < logs.Length; i++)
            {
                logs[i] = _logs.GetValueOrDefault(nodes[i], Log.Empty).After(after);
            }

            return new(logs);
        }
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<NodeVersion>> VersionsAsync(IReadOnlyList<NodeId> nodes, CancellationToken cancel = default)
    {
        lock (_lock)
        {
            return new([.. nodes.Select(node => _logs.GetValueOrDefault(node, Log.Empty).Version)]);
        }
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<bool>> HaveLogsAsync(IReadOnlyList<NodeId> nodes, CancellationToken cancel = default)
    {
        lock (_lock)
        {
            return new([.. nodes.Select(_logs.ContainsKey)]);
        }
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<NodeVersion?>> AppendAsync(IReadOnlyList<NodeWrite> writes, CancellationToken cancel = default)
    {
        lock (_lock)
        {
            return new([.. writes.Select(Append)]);
        }
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<EventPlace>> PlacesAsync(
        OrganizationId organization, IReadOnlyList<EventId> events, CancellationToken cancel = default)
    {
        lock (_lock)
        {
            return new([.. events.SelectMany(id => _places.GetValueOrDefault((organization, id), []).Select(at => new EventPlace(id, at)))]);
        }
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<EventId>> ScatteredAsync(
        OrganizationId organization, IReadOnlyList<EventId> events, CancellationToken cancel = default)
    {
        lock (_lock)
        {
            return new([.. events.Where(id => _places.GetValueOrDefault((organization, id), []).Count > 1)]);
        }
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ReplayRow>> ReplaysAsync(
        OrganizationId organization, IReadOnlyList<ReplayId> ids, CancellationToken cancel = default)
    {
        lock (_lock)
        {
            return new([.. ids.Select(id => _replays.GetValueOrDefault((organization, id))).OfType<ReplayRow>()]);
        }
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ReplayRow>> LatestReplaysAsync(
        OrganizationId organization, LatestReplaysQuery query, Timestamp now, CancellationToken cancel = default)
    {
        lock (_lock)
        {
            return new(Latest(_replays.Where(one => one.Key.Item1 == organization).Select(one => one.Value), query, now));
        }
    }

    /// <summary>Those of the rows that <see cref="LatestReplaysAsync"/> returns.</summary>
    public static IReadOnlyList<ReplayRow> Latest(IEnumerable<ReplayRow> rows, LatestReplaysQuery query, Timestamp now)
    {
        IReadOnlySet<ProjectId>? projects = query.Allowed;
        return
        [
            .. rows.Where(row => LatestReplays.IsWatchable(row.Head, now) && projects?.Contains(row.Head.ProjectId) != false)
                .OrderByDescending(row => row.Head.StartedAt).ThenBy(row => row.Id.Value).Take(query.Limit),
        ];
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<NodeId>> NodesAsync(
        OrganizationId organization, NodeType type, NodeId? after, int limit, CancellationToken cancel = default)
    {
        byte[]? from = after?.KeyBytes();
        lock (_lock)
        {
            return new([.. _logs.Keys
                .Where(node => node.Type == type && node.Organization == organization)
                .Select(node => (Node: node, Key: node.KeyBytes()))
                .Where(one => from is null || one.Key.AsSpan().SequenceCompareTo(from) > 0)
                .OrderBy(one => one.Key, Comparer<byte[]>.Create((a, b) => a.AsSpan().SequenceCompareTo(b)))
                .Take(limit)
                .Select(one => one.Node)]);
        }
    }

    /// <inheritdoc/>
    public ValueTask<NodeChanges> ChangesAsync(
        OrganizationId organization, IReadOnlyList<NodeType> types, StoreMark? since, int limit, CancellationToken cancel = default)
    {
        lock (_lock)
        {
            var mark = new StoreMark(_writes.ToString(CultureInfo.InvariantCulture));
            if (since is not { } seen)
            {
                return new(new NodeChanges(mark, null));
            }

            long after = long.Parse(seen.Value, CultureInfo.InvariantCulture);
            NodeId[] changed = [.. _logs
                .Where(one => one.Value.WrittenAt > after && one.Key.Organization == organization && types.Contains(one.Key.Type))
                .Select(one => one.Key)];
            return new(new NodeChanges(mark, changed.Length > limit ? null : changed));
        }
    }

    /// <inheritdoc/>
    public ValueTask RecordTitlesAsync(OrganizationId organization, IReadOnlyList<TitleWrite> titles, CancellationToken cancel = default)
    {
        lock (_lock)
        {
            foreach (TitleWrite write in titles)
            {
                Titles known = CollectionsMarshal.GetValueRefOrAddDefault(_titles, (organization, write.Title.Issue), out _) ??= new();
                known.Add(write.Title);
            }
        }

        return default;
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<IssueTitle>> TitlesAsync(
        OrganizationId organization, IReadOnlyList<IssueId> issues, CancellationToken cancel = default)
    {
        lock (_lock)
        {
            return new([.. issues.Distinct().SelectMany(issue => _titles.GetValueOrDefault((organization, issue))?.All ?? [])]);
        }
    }

    /// <inheritdoc/>
    public ValueTask<int> SweepAsync(Timestamp now, CancellationToken cancel = default) => default;

    private NodeVersion? Append(NodeWrite write)
    {
        Log log = CollectionsMarshal.GetValueRefOrAddDefault(_logs, write.Node, out _) ??= new();
        if (log.Version.Number != write.Read.Number)
        {
            return null;
        }

        log.Add(write);
        log.WrittenAt = ++_writes;
        foreach (EventId id in write.Events)
        {
            List<NodeId> at = CollectionsMarshal.GetValueRefOrAddDefault(_places, (write.Node.Organization, id), out _) ??= [];
            if (!at.Contains(write.Node))
            {
                at.Add(write.Node);
            }
        }

        if (write.Replay is { } row)
        {
            _replays[(write.Node.Organization, row.Id)] = row;
        }

        return log.Version;
    }

    private sealed class Log
    {
        private readonly List<byte[]> _entries = [];
        private readonly List<long> _versions = [];

        internal static Log Empty { get; } = new();

        internal long WrittenAt { get; set; }

        internal NodeVersion Version => new(_versions.LastOrDefault(), 1);

        internal NodeLog After(long version)
        {
            int from = _versions.FindLastIndex(one => one <= version) + 1;
            return new([.. _entries.Skip(from)], Version) { Versions = [.. _versions.Skip(from)] };
        }

        internal void Add(NodeWrite write)
        {
            long next = Version.Number + 1;
            if (write.ReplacesAfter is { } after)
            {
                int from = _versions.FindLastIndex(one => one <= after) + 1;
                _entries.RemoveRange(from, _entries.Count - from);
                _versions.RemoveRange(from, _versions.Count - from);
            }

            _entries.Add(write.Entry);
            _versions.Add(next);
        }
    }
}
