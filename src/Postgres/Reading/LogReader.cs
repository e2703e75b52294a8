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

/// <summary>The group-loading reader of logs: all nodes that are waited for are read in one round trip.</summary>
internal sealed class Logs : IAsyncDisposable
{
    private const int GroupCalls = 4_096, GroupNodes = 10_000;

    // OFFSET 0 keeps the planner from any other way than one look into the index for each node. What is kept and what is not are in
    // partitions of their own.
    private const string Entries =
        """
        SELECT asked.node, log.version, log.entry FROM unnest($3) AS asked (node) CROSS JOIN LATERAL (
            SELECT version, entry FROM replaygraph.node_log
            WHERE organization = $1 AND type = $2 AND node = asked.node AND version > $4 AND period {0} 0 OFFSET 0) AS log
        """;

    private static readonly string _kept = string.Format(null, Entries, "=");
    private static readonly string _notKept = string.Format(null, Entries, ">");

    private readonly Database _database;
    private readonly OrganizationNumbers _numbers;
    private readonly BatchQueue<LoadCall> _groups;

    internal Logs(Database database, OrganizationNumbers numbers, int loads)
    {
        (_database, _numbers) = (database, numbers);
        _groups = new(loads, GroupCalls, GroupNodes, ReadAsync);
    }

    internal async ValueTask<IReadOnlyList<NodeLog>> LoadAsync(IReadOnlyList<NodeId> nodes, long after, CancellationToken cancel)
    {
        if (nodes.Count <= GroupNodes)
        {
            return await AskAsync(nodes, after, cancel).ConfigureAwait(false);
        }

        var logs = new List<NodeLog>(nodes.Count);
        foreach (NodeId[] piece in nodes.Chunk(GroupNodes))
        {
            logs.AddRange(await AskAsync(piece, after, cancel).ConfigureAwait(false));
        }

        return logs;
    }

    public ValueTask DisposeAsync() => _groups.DisposeAsync();

    private ValueTask<IReadOnlyList<NodeLog>> AskAsync(IReadOnlyList<NodeId> nodes, long after, CancellationToken cancel)
    {
        var call = new LoadCall(nodes, after);
        _groups.Add(call);
        return call.WaitAsync(cancel);
    }

    private async Task ReadAsync(IReadOnlyList<LoadCall> calls)
    {
        using Activity? span = PostgresTraces.Start("load", calls);
        long started = Stopwatch.GetTimestamp();
        try
        {
            (Dictionary<Asked, AskedLog> logs, int latest) = await _database.ReadAsync("load", connection => ReadAsync(connection, calls))
                .ConfigureAwait(false);
            foreach (LoadCall call in calls)
            {
                var answer = new NodeLog[call.Nodes.Count];
                for (int i = 0; i < answer.Length; i++)
                {
                    NodeId node = call.Nodes[i];
                    answer[i] = logs[new(node, call.After)].ToLog(call.After, Period.Of(node.Type, latest));
                }

                call.Answer(answer);
            }

            PostgresMeters.Loaded("load", started, logs.Count);
        }
        catch
        {
            _numbers.Forget();
            span?.SetStatus(ActivityStatusCode.Error);
            throw;
        }
    }

    private async Task<(Dictionary<Asked, AskedLog> Logs, int Latest)> ReadAsync(NpgsqlConnection connection, IReadOnlyList<LoadCall> calls)
    {
        Dictionary<Asked, AskedLog> logs = [];
        Dictionary<Sort, List<byte[]>> sorts = [];
        foreach (LoadCall call in calls)
        {
            foreach (NodeId node in call.Nodes)
            {
                if (logs.TryAdd(new(node, call.After), new()))
                {
                    var sort = new Sort(node.Organization, node.Type, call.After);
                    (sorts.TryGetValue(sort, out List<byte[]>? keys) ? keys : sorts[sort] = []).Add(node.KeyBytes());
                }
            }
        }

        await _numbers.FindAsync(connection, sorts.Keys.Select(sort => sort.Organization)).ConfigureAwait(false);
        await using var batch = new NpgsqlBatch(connection);
        // The period first: if it is older than what is then read, the writes that follow from it lose, and nothing else.
        batch.BatchCommands.Add(new(Period.Latest));
        foreach ((Sort sort, List<byte[]> keys) in sorts)
        {
            batch.BatchCommands.Add(CommandOf(sort, keys));
        }

        await using NpgsqlDataReader reader = await batch.ExecuteReaderAsync().ConfigureAwait(false);
        await reader.ReadAsync().ConfigureAwait(false);
        int latest = reader.GetInt32(0);
        foreach (Sort sort in sorts.Keys)
        {
            await reader.NextResultAsync().ConfigureAwait(false);
            while (await reader.ReadAsync().ConfigureAwait(false))
            {
                NodeId node = NodeId.FromKey(sort.Organization, sort.Type, reader.GetFieldValue<byte[]>(0));
                logs[new(node, sort.After)].Add(reader.GetInt64(1), reader.GetFieldValue<byte[]>(2));
            }
        }

        return (logs, latest);
    }

    private NpgsqlBatchCommand CommandOf(Sort sort, List<byte[]> keys) => new(Period.IsKept(sort.Type) ? _kept : _notKept)
    {
        Parameters =
        {
            Parameter.Of(_numbers[sort.Organization]),
            Parameter.Of((short)sort.Type),
            Parameter.Of(keys.ToArray()),
            Parameter.Of(sort.After),
        },
    };

    private readonly record struct Asked(NodeId Node, long After);

    // What one statement reads.
    private readonly record struct Sort(OrganizationId Organization, NodeType Type, long After);
}
