using System.Buffers.Binary;
using System.Diagnostics;
using Npgsql;
using ReplayGraph.Nodes.Store;
using ReplayGraph.Postgres.Connections;
using ReplayGraph.Postgres.Grouping;
using ReplayGraph.Postgres.Organizations;
using ReplayGraph.Postgres.Telemetry;

namespace ReplayGraph.Postgres.Reading;

/// <summary>The group-loading reader of replays' rows: one query for each organization of which rows are waited for.</summary>
internal sealed class ReplayRows : IAsyncDisposable
{
    private const int GroupCalls = 4_096, GroupIds = 10_000;

    // An array is looked up in order of key, whatever its own: a third of the work of a join with as many.
    private const string Find = "SELECT replay, version, row FROM replaygraph.replay_rows WHERE organization = $1 AND replay = ANY ($2)";

    private readonly Database _database;
    private readonly OrganizationNumbers _numbers;
    private readonly Groups<RowsCall> _groups;

    internal ReplayRows(Database database, OrganizationNumbers numbers, int loads)
    {
        (_database, _numbers) = (database, numbers);
        _groups = new(loads, GroupCalls, GroupIds, ReadAsync);
    }

    /// <summary>Reads rows. Many are read in pieces at the same time, in between of which others have their turn.</summary>
    internal async ValueTask<IReadOnlyList<ReplayRow>> ReadAsync(
        OrganizationId organization, IReadOnlyList<ReplayId> ids, CancellationToken cancel)
    {
        if (ids.Count <= GroupIds)
        {
            return await AskAsync(organization, ids, cancel).ConfigureAwait(false);
        }

        var rows = new List<ReplayRow>(ids.Count);
        // In order of key: each piece then has pages of the index to itself.
        var pieces = ids.OrderBy(id => id.Value).Chunk(GroupIds).Select(piece => AskAsync(organization, piece, cancel).AsTask());
        foreach (IReadOnlyList<ReplayRow> piece in await Task.WhenAll(pieces).ConfigureAwait(false))
        {
            rows.AddRange(piece);
        }

        return rows;
    }

    public ValueTask DisposeAsync() => _groups.DisposeAsync();

    private async ValueTask<IReadOnlyList<ReplayRow>> AskAsync(
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

    private async Task ReadAsync(NpgsqlConnection connection, OrganizationId organization, RowsCall[] calls)
    {
        byte[][] ids = [.. from call in calls from id in call.Ids select Parameter.KeyOf(id.Value)];
        await using var command = new NpgsqlCommand(Find, connection)
        {
            Parameters = { Parameter.Of(_numbers[organization]), Parameter.Of(ids) },
        };
        var rows = new List<ReplayRow>(ids.Length);
        var key = new byte[16];
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync().ConfigureAwait(false);
        while (await reader.ReadAsync().ConfigureAwait(false))
        {
            reader.GetBytes(0, 0, key, 0, key.Length);
            var id = new ReplayId(BinaryPrimitives.ReadUInt128BigEndian(key));
            rows.Add(ReplayRow.Read(id, reader.GetInt64(1), reader.GetFieldValue<byte[]>(2)));
        }

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

    private sealed class RowsCall(OrganizationId organization, IReadOnlyList<ReplayId> ids) : Call<IReadOnlyList<ReplayRow>>
    {
        internal OrganizationId Organization => organization;

        internal IReadOnlyList<ReplayId> Ids => ids;

        internal override int Size => ids.Count;
    }
}
