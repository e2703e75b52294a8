using Npgsql;
using ReplayGraph.Cluster.Store;
using ReplayGraph.Postgres.Connections;
using ReplayGraph.Postgres.Organizations;
using ReplayGraph.Postgres.Telemetry;
using ReplayGraph.Queries;

namespace ReplayGraph.Postgres.Reading;

/// <summary>Reads the rows of the replays that started last, in the order of an index.</summary>
internal sealed class LatestReplayReader(Database database, OrganizationNumbers numbers)
{
    /// <summary>By organization, time and limit.</summary>
    internal const string OfAll =
        """
        SELECT replay, version, row FROM replaygraph.replay_rows
        WHERE organization = $1 AND started_at IS NOT NULL AND expires_at > $2
        ORDER BY started_at DESC, replay LIMIT $3
        """;

    /// <summary>By organization, time, limit and projects.</summary>
    // The latest of each project: a project that has few would be searched for among the replays of all others.
    internal const string OfProjects =
        """
        SELECT replay, version, row FROM unnest($4) AS allowed (project) CROSS JOIN LATERAL (
            SELECT replay, version, row, started_at FROM replaygraph.replay_rows
            WHERE organization = $1 AND replay_rows.project = allowed.project AND started_at IS NOT NULL AND expires_at > $2
            ORDER BY started_at DESC, replay LIMIT $3) AS latest
        ORDER BY started_at DESC, replay LIMIT $3
        """;

    internal async ValueTask<IReadOnlyList<ReplayRow>> ReadAsync(
        OrganizationId organization, LatestReplaysQuery query, Timestamp now, CancellationToken cancel)
    {
        long started = System.Diagnostics.Stopwatch.GetTimestamp();
        long[]? projects = query.Allowed?.Select(project => project.Value).ToArray();
        List<ReplayRow> rows = await database.ReadAsync("latest replays", async connection =>
        {
            await numbers.FindAsync(connection, [organization]).ConfigureAwait(false);
            await using var command = new NpgsqlCommand(projects is null ? OfAll : OfProjects, connection)
            {
                Parameters = { Parameter.Of(numbers[organization]), Parameter.Of(PgTime.Of(now)), Parameter.Of(query.Limit) },
            };
            if (projects is not null)
            {
                command.Parameters.Add(Parameter.Of(projects));
            }

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
