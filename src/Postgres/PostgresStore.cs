using ReplayGraph.Cluster.Ids;
using ReplayGraph.Cluster.Store;
using ReplayGraph.Postgres.Connections;
using ReplayGraph.Postgres.Migrations;
using ReplayGraph.Postgres.Organizations;
using ReplayGraph.Postgres.Periods;
using ReplayGraph.Postgres.Reading;
using ReplayGraph.Postgres.Writing;

namespace ReplayGraph.Postgres;

/// <summary>
/// A store on PostgreSQL 15 or newer. Writes that wait at the same time are one transaction, loads that wait at the same time one query.
/// The schema must be there (<see cref="MigrateAsync"/>); the database need not be reachable when the store is made, and each call tries
/// anew. Versions of a node begin again higher in each period, so from the second period on a node without entries has a version
/// greater than 0.
/// </summary>
public sealed class PostgresStore : INodeStore, IAsyncDisposable
{
    private readonly Database _database;
    private readonly Writer _writer;
    private readonly Logs _logs;
    private readonly Versions _versions;
    private readonly Places _places;
    private readonly ReplayRows _replays;
    private readonly NodePages _pages;
    private readonly Sweep _sweep;

    /// <summary>Makes a store. It connects when it is asked something.</summary>
    /// <exception cref="ArgumentException">The connection string cannot be read.</exception>
    public PostgresStore(PostgresOptions options)
    {
        var numbers = new OrganizationNumbers();
        _database = new(options.ConnectionString);
        _writer = new(
            _database, numbers, options.Writer, new(options.Commits, options.GroupWrites, options.GroupBytes, options.WaitingBytes));
        _logs = new(_database, numbers, options.Loads);
        _versions = new(_database, numbers);
        _places = new(_database, numbers, options.Loads);
        _replays = new(_database, numbers, options.Loads);
        _pages = new(_database, numbers);
        _sweep = new(_database, options.PeriodLength);
    }

    /// <summary>Brings the schema to what this program needs.</summary>
    /// <exception cref="GraphException">
    /// The database cannot be reached now, which is transient, or its schema is not one for this program.
    /// </exception>
    public Task MigrateAsync(CancellationToken cancel = default) => Migrator.MigrateAsync(_database.Source, cancel);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<NodeLog>> LoadAsync(IReadOnlyList<NodeId> nodes, long after = 0, CancellationToken cancel = default) =>
        nodes.Count == 0 ? new([]) : _logs.LoadAsync(nodes, after, cancel);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<NodeVersion>> VersionsAsync(IReadOnlyList<NodeId> nodes, CancellationToken cancel = default) =>
        nodes.Count == 0 ? new([]) : _versions.FindAsync(nodes, cancel);

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">An entry is too large, or what comes with it is not of the node.</exception>
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
        events.Count == 0 ? new([]) : _places.FindAsync(organization, events, cancel);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ReplayRow>> ReplaysAsync(
        OrganizationId organization, IReadOnlyList<ReplayId> ids, CancellationToken cancel = default) =>
        ids.Count == 0 ? new([]) : _replays.ReadAsync(organization, ids, cancel);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<NodeId>> NodesAsync(
        OrganizationId organization, NodeType type, NodeId? after, int limit, CancellationToken cancel = default) =>
        _pages.ReadAsync(organization, type, after, limit, cancel);

    /// <inheritdoc/>
    public ValueTask SweepAsync(Timestamp now, CancellationToken cancel = default) => new(_sweep.RunAsync(now, cancel));

    /// <summary>Commits what waits, takes no more, and closes the connections.</summary>
    public async ValueTask DisposeAsync()
    {
        await _writer.DisposeAsync().ConfigureAwait(false);
        await _logs.DisposeAsync().ConfigureAwait(false);
        await _versions.DisposeAsync().ConfigureAwait(false);
        await _places.DisposeAsync().ConfigureAwait(false);
        await _replays.DisposeAsync().ConfigureAwait(false);
        await _database.DisposeAsync().ConfigureAwait(false);
    }

    private static void Check(NodeWrite write)
    {
        if (write.Entry.Length > NodeWrite.MaxEntryBytes)
        {
            throw new ArgumentException(
                $"{write.Node}: an entry of {write.Entry.Length} bytes, at most {NodeWrite.MaxEntryBytes}", nameof(write));
        }

        if (write.IsKept != Period.IsKept(write.Node.Type))
        {
            throw new ArgumentException($"{write.Node}: organizations are kept, and nothing else", nameof(write));
        }

        if (write.Replay is { } row && (write.Node.Type != NodeType.Replay || write.Node.Replay != row.Id))
        {
            throw new ArgumentException($"{write.Node.Type} {write.Node}: the row of another replay, {row.Id}", nameof(write));
        }
    }
}
