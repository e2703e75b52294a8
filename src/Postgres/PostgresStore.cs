using ReplayGraph.Cluster.Ids;
using ReplayGraph.Cluster.Store;
using ReplayGraph.Issues;
using ReplayGraph.Postgres.Connections;
using ReplayGraph.Postgres.Migrations;
using ReplayGraph.Postgres.Organizations;
using ReplayGraph.Postgres.Periods;
using ReplayGraph.Postgres.Reading;
using ReplayGraph.Postgres.Titles;
using ReplayGraph.Postgres.Writing;
using ReplayGraph.Queries;

namespace ReplayGraph.Postgres;

/// <summary>
/// A store on PostgreSQL 15 or newer. Concurrent writes share a transaction, concurrent loads share a query. The schema must exist (see
/// <see cref="MigrateAsync"/>). The database need not be reachable when the store is created: each call connects if needed. Versions start
/// higher in each period, so after the first period a node without entries has a version greater than 0.
/// </summary>
public sealed class PostgresStore : INodeStore, IAsyncDisposable
{
    private readonly Database _database;
    private readonly Writer _writer;
    private readonly LogReader _logs;
    private readonly VersionReader _versions;
    private readonly IdReader<EventPlace> _places;
    private readonly IdReader<EventId> _scattered;
    private readonly ReplayRowReader _replays;
    private readonly LatestReplayReader _latest;
    private readonly NodePager _pages;
    private readonly ChangeReader _changes;
    private readonly TitleTable _titles;
    private readonly Sweep _sweep;

    /// <summary>Creates a store. It connects on first use.</summary>
    /// <exception cref="ArgumentException">The connection string is invalid.</exception>
    public PostgresStore(PostgresOptions options)
    {
        var numbers = new OrganizationNumbers();
        _database = new(options.ConnectionString);
        _writer = new(
            _database, numbers, options.Writer, new(options.Commits, options.GroupWrites, options.GroupBytes, options.WaitingBytes));
        _logs = new(_database, numbers, options.Loads);
        _versions = new(_database, numbers);
        _places = new(IdQueries.Places, _database, numbers, options.Loads);
        _scattered = new(IdQueries.Scattered, _database, numbers, options.Loads);
        _replays = new(_database, numbers, options.Loads);
        _latest = new(_database, numbers);
        _pages = new(_database, numbers);
        _changes = new(_database, numbers);
        _titles = new(_database, numbers);
        _sweep = new(_database, options.PeriodLength);
    }

    /// <summary>Migrates the schema to the version that this program needs.</summary>
    /// <exception cref="GraphException">
    /// The database cannot be reached (transient), or its schema is incompatible with this program.
    /// </exception>
    public Task MigrateAsync(CancellationToken cancel = default) => Migrator.MigrateAsync(_database.Source, cancel);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<NodeLog>> LoadAsync(IReadOnlyList<NodeId> nodes, long after = 0, CancellationToken cancel = default) =>
        nodes.Count == 0 ? new([]) : _logs.LoadAsync(nodes, after, cancel);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<NodeVersion>> VersionsAsync(IReadOnlyList<NodeId> nodes, CancellationToken cancel = default) =>
        nodes.Count == 0 ? [] : [.. (await _versions.FindAsync(nodes, cancel).ConfigureAwait(false)).Select(found => found.Version)];

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<bool>> HaveLogsAsync(IReadOnlyList<NodeId> nodes, CancellationToken cancel = default) =>
        nodes.Count == 0 ? [] : [.. (await _versions.FindAsync(nodes, cancel).ConfigureAwait(false)).Select(found => found.HasLog)];

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">An entry is too large, or what accompanies it belongs to another node.</exception>
    public ValueTask<IReadOnlyList<NodeVersion?>> AppendAsync(IReadOnlyList<NodeWrite> writes, CancellationToken cancel = default)
    {
        foreach (NodeWrite write in writes)
        {
            Check(write);
        }

        return writes.Count == 0 ? new([]) : _writer.AppendAsync(writes, cancel);
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<EventPlace>> PlacesAsync(
        OrganizationId organization, IReadOnlyList<EventId> events, CancellationToken cancel = default) =>
        events.Count == 0 ? new([]) : _places.FindAsync(organization, events.Select(id => id.Value), cancel);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<EventId>> ScatteredAsync(
        OrganizationId organization, IReadOnlyList<EventId> events, CancellationToken cancel = default) =>
        events.Count == 0 ? new([]) : _scattered.FindAsync(organization, events.Select(id => id.Value), cancel);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ReplayRow>> ReplaysAsync(
        OrganizationId organization, IReadOnlyList<ReplayId> ids, CancellationToken cancel = default) =>
        ids.Count == 0 ? new([]) : _replays.ReadAsync(organization, ids, cancel);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ReplayRow>> LatestReplaysAsync(
        OrganizationId organization, LatestReplaysQuery query, Timestamp now, CancellationToken cancel = default) =>
        _latest.ReadAsync(organization, query, now, cancel);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<NodeId>> NodesAsync(
        OrganizationId organization, NodeType type, NodeId? after, int limit, CancellationToken cancel = default) =>
        _pages.ReadAsync(organization, type, after, limit, cancel);

    /// <inheritdoc/>
    public ValueTask<NodeChanges> ChangesAsync(
        OrganizationId organization, IReadOnlyList<NodeType> types, StoreMark? since, int limit, CancellationToken cancel = default) =>
        _changes.ReadAsync(organization, types, since, limit, cancel);

    /// <inheritdoc/>
    public ValueTask RecordTitlesAsync(OrganizationId organization, IReadOnlyList<TitleWrite> titles, CancellationToken cancel = default) =>
        titles.Count == 0 ? default : _titles.KeepAsync(organization, titles, cancel);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<IssueTitle>> TitlesAsync(
        OrganizationId organization, IReadOnlyList<IssueId> issues, CancellationToken cancel = default) =>
        issues.Count == 0 ? new([]) : _titles.FindAsync(organization, issues, cancel);

    /// <inheritdoc/>
    public ValueTask<int> SweepAsync(Timestamp now, CancellationToken cancel = default) => new(_sweep.RunAsync(now, cancel));

    /// <summary>Commits queued writes, rejects new ones, and closes the connections.</summary>
    public async ValueTask DisposeAsync()
    {
        await _writer.DisposeAsync().ConfigureAwait(false);
        await _logs.DisposeAsync().ConfigureAwait(false);
        await _versions.DisposeAsync().ConfigureAwait(false);
        await _places.DisposeAsync().ConfigureAwait(false);
        await _scattered.DisposeAsync().ConfigureAwait(false);
        await _replays.DisposeAsync().ConfigureAwait(false);
        await _database.DisposeAsync().ConfigureAwait(false);
    }

    private static void Check(NodeWrite write)
    {
        if (write.Entry.Length > NodeWrite.MaxEntryBytes)
        {
            throw new ArgumentException(
                $"{write.Node}: the entry of {write.Entry.Length} bytes exceeds {NodeWrite.MaxEntryBytes}", nameof(write));
        }

        if (write.IsKept != Period.IsKept(write.Node.Type))
        {
            throw new ArgumentException($"{write.Node}: only organizations never expire", nameof(write));
        }

        if (write.Replay is { } row && (write.Node.Type != NodeType.Replay || write.Node.Replay != row.Id))
        {
            throw new ArgumentException($"{write.Node.Type} {write.Node}: the row is of another replay, {row.Id}", nameof(write));
        }
    }
}
