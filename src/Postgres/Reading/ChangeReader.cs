using Npgsql;
using ReplayGraph.Cluster.Ids;
using ReplayGraph.Cluster.Store;
using ReplayGraph.Postgres.Connections;
using ReplayGraph.Postgres.Organizations;
using ReplayGraph.Postgres.Telemetry;

namespace ReplayGraph.Postgres.Reading;

/// <summary>
/// Finds the nodes whose logs were written to since a mark. A mark is a snapshot of transactions
/// (https://www.postgresql.org/docs/15/functions-info.html#FUNCTIONS-PG-SNAPSHOT), so it is exact whatever the order in which transactions
/// began and committed.
/// </summary>
internal sealed class ChangeReader(Database database, OrganizationNumbers numbers)
{
    // The mark is taken first: what is committed between the two statements is returned now, and again by the next call.
    private const string Mark = "SELECT pg_current_snapshot()::text";

    // A log is in the order of its writes, nearly, so a BRIN index finds the blocks. The additions of zero keep the planner from the primary
    // key, which would read the whole organization.
    internal const string Changed =
        """
        SELECT DISTINCT type, node FROM replaygraph.node_log
        WHERE written_by >= pg_snapshot_xmin($1::pg_snapshot)::text::bigint AND NOT pg_visible_in_snapshot(written_by::text::xid8, $1::pg_snapshot)
            AND organization + 0 = $2 AND type + 0 = ANY ($3)
        LIMIT $4
        """;

    internal async ValueTask<NodeChanges> ReadAsync(
        OrganizationId organization, IReadOnlyList<NodeType> types, StoreMark? since, int limit, CancellationToken cancel)
    {
        long started = System.Diagnostics.Stopwatch.GetTimestamp();
        NodeChanges changes = await database.ReadAsync("changes", async connection =>
        {
            await numbers.FindAsync(connection, [organization]).ConfigureAwait(false);
            await using var mark = new NpgsqlCommand(Mark, connection);
            var now = new StoreMark((string)(await mark.ExecuteScalarAsync(cancel).ConfigureAwait(false))!);
            if (since is not { } seen)
            {
                return new(now, null);
            }

            await using var command = new NpgsqlCommand(Changed, connection)
            {
                Parameters =
                {
                    Parameter.Of(seen.Value),
                    Parameter.Of(numbers[organization]),
                    Parameter.Of(types.Select(type => (short)type).ToArray()),
                    Parameter.Of(limit + 1),
                },
            };
            await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancel).ConfigureAwait(false);
            var nodes = new List<NodeId>();
            while (await reader.ReadAsync(cancel).ConfigureAwait(false))
            {
                nodes.Add(NodeId.FromKey(organization, (NodeType)reader.GetInt16(0), reader.GetFieldValue<byte[]>(1)));
            }

            return new NodeChanges(now, nodes.Count > limit ? null : nodes);
        }).ConfigureAwait(false);
        PostgresMeters.Loaded("changes", started, changes.Nodes?.Count ?? 0);
        return changes;
    }
}
