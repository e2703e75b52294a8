using Npgsql;
using ReplayGraph.Cluster.Ids;
using ReplayGraph.Postgres.Connections;
using ReplayGraph.Postgres.Organizations;
using ReplayGraph.Postgres.Telemetry;

namespace ReplayGraph.Postgres.Reading;

/// <summary>Pages through the nodes of a type. A loose index scan jumps from key to key, however many entries each node has.</summary>
internal sealed class NodePager(Database database, OrganizationNumbers numbers)
{
    private const string Next =
        """
        (SELECT node FROM replaygraph.node_log WHERE organization = $1 AND type = $2 AND node > {0} ORDER BY node LIMIT 1)
        """;

    private static readonly string _page =
        $"""
        WITH RECURSIVE page (node, at) AS (
            SELECT {string.Format(null, Next, "$3")}, 1
            UNION ALL
            SELECT {string.Format(null, Next, "page.node")}, at + 1 FROM page WHERE page.node IS NOT NULL AND at < $4)
        SELECT node FROM page WHERE node IS NOT NULL ORDER BY at
        """;

    internal async ValueTask<IReadOnlyList<NodeId>> ReadAsync(
        OrganizationId organization, NodeType type, NodeId? after, int limit, CancellationToken cancel)
    {
        if (limit <= 0)
        {
            return [];
        }

        long started = System.Diagnostics.Stopwatch.GetTimestamp();
        Task<List<NodeId>> reading = database.ReadAsync("nodes", async connection =>
        {
            await numbers.FindAsync(connection, [organization]).ConfigureAwait(false);
            // No key is empty, so every key is greater than an empty one.
            await using var command = new NpgsqlCommand(_page, connection)
            {
                Parameters =
                {
                    Parameter.Of(numbers[organization]),
                    Parameter.Of((short)type),
                    Parameter.Of(after?.KeyBytes() ?? []),
                    Parameter.Of(limit),
                },
            };
            await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancel).ConfigureAwait(false);
            var nodes = new List<NodeId>();
            while (await reader.ReadAsync(cancel).ConfigureAwait(false))
            {
                nodes.Add(NodeId.FromKey(organization, type, reader.GetFieldValue<byte[]>(0)));
            }

            return nodes;
        });
        List<NodeId> page = await reading.ConfigureAwait(false);
        PostgresMeters.Loaded("nodes", started, page.Count);
        return page;
    }
}
