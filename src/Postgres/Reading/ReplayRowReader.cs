using System.Buffers.Binary;
using System.Diagnostics;
using Npgsql;
using ReplayGraph.Cluster.Batching;
using ReplayGraph.Cluster.Store;
using ReplayGraph.Postgres.Connections;
using ReplayGraph.Postgres.Organizations;
using ReplayGraph.Postgres.Telemetry;

namespace ReplayGraph.Postgres.Reading;

/// <summary>Loads replay rows. One query for each organization serves all waiting callers.</summary>
internal sealed class ReplayRowReader : IAsyncDisposable
{
    private const int GroupCalls = 4_096, GroupIds = 10_000;

    // PostgreSQL looks up an array in key order, whatever its own order, at a third of the cost of a join of that size.
    private const string Find = "SELECT replay, version, row FROM replaygraph.replay_rows WHERE organization = $1 AND replay = ANY ($2)";

    // Minimum bytes of the table for each row.
    private const int LeastRowBytes = 100;

    // Reading a row in a full scan costs a fifth of looking it up.
    private const int ScanAdvantage = 5;

    private const string Size = "SELECT pg_relation_size('replaygraph.replay_rows')";

    private const string All = "COPY (SELECT replay, version, row FROM replaygraph.replay_rows WHERE organization = {0}) TO STDOUT (FORMAT BINARY)";

    private readonly Database _database;
    private readonly OrganizationNumbers _numbers;
    private readonly BatchQueue<RowsCall> _groups;

    internal ReplayRowReader(Database database, OrganizationNumbers numbers, int loads)
    {
        (_database, _numbers) = (database, numbers);
        _groups = new(loads, GroupCalls, GroupIds, ReadAsync);
    }

    /// <summary>
    /// Loads rows. A large request is split, so that other callers get their turn in between; if it covers a good part of the table, one
    /// full scan serves it.
    /// </summary>
    internal async ValueTask<IReadOnlyList<ReplayRow>> ReadAsync(
        OrganizationId organization, IReadOnlyList<ReplayId> ids, CancellationToken cancel)
    {
        if (ids.Count <= GroupIds)
        {
            return await EnqueueAsync(organization, ids, cancel).ConfigureAwait(false);
        }

        if (await FromAllAsync(organization, ids).ConfigureAwait(false) is { } found)
        {
            return found;
        }

        var rows = new List<ReplayRow>(ids.Count);
        // In key order, so that each part reads its own pages of the index.
        var chunks = ids.OrderBy(id => id.Value).Chunk(GroupIds).Select(chunk => EnqueueAsync(organization, chunk, cancel).AsTask());
        foreach (IReadOnlyList<ReplayRow> chunk in await Task.WhenAll(chunks).ConfigureAwait(false))
        {
            rows.AddRange(chunk);
        }

        return rows;
    }

    public ValueTask DisposeAsync() => _groups.DisposeAsync();

    private async ValueTask<IReadOnlyList<ReplayRow>> EnqueueAsync(
        OrganizationId organization, IReadOnlyList<ReplayId> ids, CancellationToken cancel)
    {
        var call = new RowsCall(organization, ids);
        _groups.Add(call);
        return await call.WaitAsync(cancel).ConfigureAwait(false);
    }

    private async Task ReadAsync(IReadOnlyList<RowsCall> calls)
    {
        using Activity? span = PostgresTraces.Start("replays", calls);
        long started = Stopwatch.GetTimestamp();
        try
        {
            await _database.ReadAsync("replays", async connection =>
            {
                await _numbers.FindAsync(connection, calls.Select(call => call.Organization)).ConfigureAwait(false);
                foreach (IGrouping<OrganizationId, RowsCall> ofOne in calls.GroupBy(call => call.Organization))
                {
                    await ReadAsync(connection, ofOne.Key, [.. ofOne]).ConfigureAwait(false);
                }

                return true;
            }).ConfigureAwait(false);
        }
        catch
        {
            _numbers.Forget();
            span?.SetStatus(ActivityStatusCode.Error);
            throw;
        }

        PostgresMeters.Loaded("replays", started, calls.Sum(call => call.Ids.Count));
    }

    // Null if the request is too small a part of the table.
    private async Task<List<ReplayRow>?> FromAllAsync(OrganizationId organization, IReadOnlyList<ReplayId> ids)
    {
        long started = Stopwatch.GetTimestamp();
        List<ReplayRow>? rows = await _database.ReadAsync("replays", async connection =>
        {
            await _numbers.FindAsync(connection, [organization]).ConfigureAwait(false);
            await using var size = new NpgsqlCommand(Size, connection);
            long most = (long)(await size.ExecuteScalarAsync().ConfigureAwait(false))! / LeastRowBytes;
            return most > (long)ScanAdvantage * ids.Count ? null : await ScanAsync(connection, organization).ConfigureAwait(false);
        }).ConfigureAwait(false);
        if (rows is not null)
        {
            PostgresMeters.Loaded("replays", started, ids.Count);
        }

        return rows;
    }

    private async Task<List<ReplayRow>> ScanAsync(NpgsqlConnection connection, OrganizationId organization)
    {
        await using Stream all = await connection.BeginRawBinaryCopyAsync(string.Format(null, All, _numbers[organization]))
            .ConfigureAwait(false);
        return await new CopiedRows(all).ReadAsync().ConfigureAwait(false);
    }

    private async Task ReadAsync(NpgsqlConnection connection, OrganizationId organization, RowsCall[] calls)
    {
        byte[][] ids = [.. from call in calls from id in call.Ids select Parameter.KeyOf(id.Value)];
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { CommandOf(Find, organization, ids) } };
        await using NpgsqlDataReader reader = await batch.ExecuteReaderAsync().ConfigureAwait(false);
        List<ReplayRow> rows = await RowsAsync(reader, ids.Length).ConfigureAwait(false);
        if (calls.Length == 1)
        {
            calls[0].Answer(rows);
            return;
        }

        Dictionary<ReplayId, ReplayRow> found = rows.ToDictionary(row => row.Id);
        foreach (RowsCall call in calls)
        {
            call.Answer([.. call.Ids.Distinct().Where(found.ContainsKey).Select(id => found[id])]);
        }
    }

    private static async Task<List<ReplayRow>> RowsAsync(NpgsqlDataReader reader, int expected)
    {
        var rows = new List<ReplayRow>(expected);
        var key = new byte[16];
        while (await reader.ReadAsync().ConfigureAwait(false))
        {
            reader.GetBytes(0, 0, key, 0, key.Length);
            var id = new ReplayId(BinaryPrimitives.ReadUInt128BigEndian(key));
            rows.Add(ReplayRow.Read(id, reader.GetInt64(1), reader.GetFieldValue<byte[]>(2)));
        }

        return rows;
    }

    private NpgsqlBatchCommand CommandOf(string sql, OrganizationId organization, byte[][] ids) =>
        new(sql) { Parameters = { Parameter.Of(_numbers[organization]), Parameter.Of(ids) } };

    private sealed class RowsCall(OrganizationId organization, IReadOnlyList<ReplayId> ids) : Call<IReadOnlyList<ReplayRow>>
    {
        internal OrganizationId Organization => organization;

        internal IReadOnlyList<ReplayId> Ids => ids;

        internal override int Size => ids.Count;
    }
}
