using System.Data;
using System.Diagnostics;
using Npgsql;
using ReplayGraph.Cluster.Store;
using ReplayGraph.Postgres.Connections;
using ReplayGraph.Postgres.Organizations;
using ReplayGraph.Postgres.Telemetry;

namespace ReplayGraph.Postgres.Reading;

/// <summary>Loads replay rows, by their ids or by a full scan.</summary>
internal sealed class ReplayRowReader : IAsyncDisposable
{
    // Minimum bytes of the table for each row.
    private const int LeastRowBytes = 100;

    // Reading a row in a full scan costs a fifth of looking it up.
    private const int ScanAdvantage = 5;

    // With the content of large rows, so that a table of large rows is not packed.
    private const string Size = "SELECT pg_table_size('replaygraph.replay_rows')";

    private readonly Database _database;
    private readonly OrganizationNumbers _numbers;
    private readonly IdReader<ReplayRow> _byId;

    internal ReplayRowReader(Database database, OrganizationNumbers numbers, int loads)
    {
        (_database, _numbers) = (database, numbers);
        _byId = new(IdQueries.Replays, database, numbers, loads);
    }

    /// <summary>
    /// Loads rows. A large request is split, so that other callers get their turn in between; if it covers a good part of the table, one
    /// full scan serves it.
    /// </summary>
    internal async ValueTask<IReadOnlyList<ReplayRow>> ReadAsync(
        OrganizationId organization, IReadOnlyList<ReplayId> ids, CancellationToken cancel)
    {
        if (ids.Count <= IdReader<ReplayRow>.GroupIds)
        {
            return await FindAsync(organization, ids, cancel).ConfigureAwait(false);
        }

        if (await FromAllAsync(organization, ids).ConfigureAwait(false) is { } found)
        {
            return found;
        }

        var rows = new List<ReplayRow>(ids.Count);
        // In key order, so that each part reads its own pages of the index.
        var chunks = ids.OrderBy(id => id.Value).Chunk(IdReader<ReplayRow>.GroupIds)
            .Select(chunk => FindAsync(organization, chunk, cancel).AsTask());
        foreach (IReadOnlyList<ReplayRow> chunk in await Task.WhenAll(chunks).ConfigureAwait(false))
        {
            rows.AddRange(chunk);
        }

        return rows;
    }

    public ValueTask DisposeAsync() => _byId.DisposeAsync();

    private ValueTask<IReadOnlyList<ReplayRow>> FindAsync(
        OrganizationId organization, IReadOnlyList<ReplayId> ids, CancellationToken cancel) =>
        _byId.FindAsync(organization, ids.Select(id => id.Value), cancel);

    // Null if the request is too small a part of the table.
    private async Task<List<ReplayRow>?> FromAllAsync(OrganizationId organization, IReadOnlyList<ReplayId> ids)
    {
        long started = Stopwatch.GetTimestamp();
        List<ReplayRow>? rows = await _database.ReadAsync("replays", async connection =>
        {
            await _numbers.FindAsync(connection, [organization]).ConfigureAwait(false);
            await using var size = new NpgsqlCommand(Size, connection);
            long most = (long)(await size.ExecuteScalarAsync().ConfigureAwait(false))! / LeastRowBytes;
            return most > (long)ScanAdvantage * ids.Count
                ? null
                : await ScanAsync(connection, organization, ids.Count).ConfigureAwait(false);
        }).ConfigureAwait(false);
        if (rows is not null)
        {
            PostgresMeters.Loaded("replays", started, ids.Count);
        }

        return rows;
    }

    private async Task<List<ReplayRow>> ScanAsync(NpgsqlConnection connection, OrganizationId organization, int expected)
    {
        await using var command = new NpgsqlCommand(PackedRows.Query, connection) { Parameters = { Parameter.Of(_numbers[organization]) } };
        List<ReplayRow> rows = new(expected);
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(CommandBehavior.SequentialAccess).ConfigureAwait(false);
        while (await reader.ReadAsync().ConfigureAwait(false))
        {
            PackedRows.Read(await reader.GetFieldValueAsync<byte[]>(0).ConfigureAwait(false), rows);
        }

        return rows;
    }
}
