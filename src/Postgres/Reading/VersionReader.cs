using System.Diagnostics;
using Npgsql;
using ReplayGraph.Cluster.Batching;
using ReplayGraph.Cluster.Ids;
using ReplayGraph.Cluster.Store;
using ReplayGraph.Postgres.Connections;
using ReplayGraph.Postgres.Organizations;
using ReplayGraph.Postgres.Periods;
using ReplayGraph.Postgres.Telemetry;

namespace ReplayGraph.Postgres.Reading;

/// <summary>Finds the version of a node's latest entry without loading its log. Concurrent calls share a query.</summary>
internal sealed class VersionReader : IAsyncDisposable
{
    private const int GroupCalls = 4_096;

    private const string Find =
        """
        SELECT requested.at::int, log.version
        FROM unnest($1, $2, $3) WITH ORDINALITY AS requested (organization, type, node, at)
        CROSS JOIN LATERAL (
            SELECT version FROM replaygraph.node_log AS log
            WHERE log.organization = requested.organization AND log.type = requested.type AND log.node = requested.node
            ORDER BY version DESC LIMIT 1) AS log
        """;

    private readonly Database _database;
    private readonly OrganizationNumbers _numbers;
    private readonly BatchQueue<VersionCall> _groups;

    internal VersionReader(Database database, OrganizationNumbers numbers)
    {
        (_database, _numbers) = (database, numbers);
        _groups = new(1, GroupCalls, GroupCalls, ReadAsync);
    }

    internal ValueTask<IReadOnlyList<FoundVersion>> FindAsync(IReadOnlyList<NodeId> nodes, CancellationToken cancel)
    {
        var call = new VersionCall(nodes);
        _groups.Add(call);
        return call.WaitAsync(cancel);
    }

    public ValueTask DisposeAsync() => _groups.DisposeAsync();

    private async Task ReadAsync(IReadOnlyList<VersionCall> calls)
    {
        using Activity? span = PostgresTraces.Start("version", calls);
        long started = Stopwatch.GetTimestamp();
        try
        {
            NodeId[] nodes = [.. calls.SelectMany(call => call.Nodes)];
            (long[] versions, int latest) = await _database.ReadAsync("version", connection => ReadAsync(connection, nodes))
                .ConfigureAwait(false);
            int at = 0;
            foreach (VersionCall call in calls)
            {
                var answer = new FoundVersion[call.Nodes.Count];
                for (int i = 0; i < answer.Length; i++, at++)
                {
                    int period = Period.Of(nodes[at].Type, latest);
                    answer[i] = new(new(Math.Max(Period.FirstVersion(period), versions[at]), period), HasLog: versions[at] > 0);
                }

                call.Answer(answer);
            }

            PostgresMeters.Loaded("version", started, nodes.Length);
        }
        catch
        {
            _numbers.Forget();
            span?.SetStatus(ActivityStatusCode.Error);
            throw;
        }
    }

    private async Task<(long[] Versions, int Latest)> ReadAsync(NpgsqlConnection connection, NodeId[] nodes)
    {
        await _numbers.FindAsync(connection, nodes.Select(node => node.Organization)).ConfigureAwait(false);
        await using var batch = new NpgsqlBatch(connection);
        // Read the period first: if it is outdated by the time the versions are read, later writes based on it conflict, which is safe.
        batch.BatchCommands.Add(new(Period.Latest));
        batch.BatchCommands.Add(new(Find)
        {
            Parameters =
            {
                Parameter.Of(Array.ConvertAll(nodes, node => _numbers[node.Organization])),
                Parameter.Of(Array.ConvertAll(nodes, node => (short)node.Type)),
                Parameter.Of(Array.ConvertAll(nodes, node => node.KeyBytes())),
            },
        });
        await using NpgsqlDataReader reader = await batch.ExecuteReaderAsync().ConfigureAwait(false);
        await reader.ReadAsync().ConfigureAwait(false);
        int latest = reader.GetInt32(0);
        await reader.NextResultAsync().ConfigureAwait(false);
        var versions = new long[nodes.Length];
        while (await reader.ReadAsync().ConfigureAwait(false))
        {
            versions[reader.GetInt32(0) - 1] = reader.GetInt64(1);
        }

        return (versions, latest);
    }

    private sealed class VersionCall(IReadOnlyList<NodeId> nodes) : Call<IReadOnlyList<FoundVersion>>
    {
        internal IReadOnlyList<NodeId> Nodes => nodes;

        public override OrganizationId Organization => nodes[0].Organization;

        public override long Size => nodes.Count;
    }
}

/// <summary>A node's version, and whether it has a log: a node without one has a version, too.</summary>
internal readonly record struct FoundVersion(NodeVersion Version, bool HasLog);
