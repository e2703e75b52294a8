using Npgsql;
using ReplayGraph.Cluster.Store;
using ReplayGraph.Postgres.Connections;
using ReplayGraph.Postgres.Organizations;
using ReplayGraph.Postgres.Telemetry;
using ReplayGraph.Queries;

namespace ReplayGraph.Postgres.Reading;

/// <summary>Reads the rows of the replays that started last, in the order of their index.</summary>
internal sealed class LatestReplayReader(Database database, OrganizationNumbers numbers)
{
    // The sum keeps the planner from the index of the expiry, which would read and sort every row that has not expired.
    private const string Query =
        """
        SELECT replay, version, row FROM replaygraph.replay_rows
        WHERE organization = $1 AND started_at IS NOT NULL AND expires_at + interval '0' > $2 AND ($3 IS NULL OR project = ANY ($3))
        ORDER BY started_at DESC, replay LIMIT $4
        """;

    internal async ValueTask<IReadOnlyList<ReplayRow>> ReadAsync(
        OrganizationId organization, LatestReplaysQuery query, Timestamp now, CancellationToken cancel)
    {
        long started = System.Diagnostics.Stopwatch.GetTimestamp();
        long[]? projects = query.Allowed?.Select(project => project.Value).ToArray();
        List<ReplayRow> rows = await database.ReadAsync("latest replays", async connection =>
        {
            await numbers.FindAsync(connection, [organization]).ConfigureAwait(false);
            await using var command = new NpgsqlCommand(Query, connection)
            {
                Parameters =
                {
                    Parameter.Of(numbers[organization]),
                    Parameter.Of(PgTime.Of(now)),
                    Parameter.Of(projects),
                    Parameter.Of(query.Limit),
                },
            };
            await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancel).ConfigureAwait(false);
            var read = new List<ReplayRow>();
            while (await reader.ReadAsync(cancel).ConfigureAwait(false))
            {
                var id = new ReplayId(System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(reader.GetFieldValue<byte[]>(0)));
                read.Add(ReplayRow.Read(id, reader.GetInt64(1), reader.GetFieldValue<byte[]>(2)));
            }

            return read;
        }).ConfigureAwait(false);
        PostgresMeters.Loaded("latest replays", started, rows.Count);
        return rows;
    }
}
