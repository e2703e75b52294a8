using System.Diagnostics;
using System.Runtime.InteropServices;
using Npgsql;
using ReplayGraph.Cluster.Batching;
using ReplayGraph.Cluster.Ids;
using ReplayGraph.Cluster.Store;
using ReplayGraph.Postgres.Connections;
using ReplayGraph.Postgres.Organizations;
using ReplayGraph.Postgres.Periods;
using ReplayGraph.Postgres.Telemetry;

namespace ReplayGraph.Postgres.Reading;

/// <summary>Loads logs. One round trip reads the nodes of all waiting callers.</summary>
internal sealed class LogReader : IAsyncDisposable
{
    private const int GroupCalls = 4_096, GroupNodes = 10_000;

    // At least 26,000 links. The callers of other logs do not wait for the rest.
    private const long LongBytes = 4 << 20;

    // OFFSET 0 forces one index lookup for each node. Permanent nodes have their own partition. Replaced entries have no content.
    private const string Entries =
        """
        SELECT requested.node, log.version, log.entry FROM unnest($3) AS requested (node) CROSS JOIN LATERAL (
            SELECT version, entry FROM replaygraph.node_log
            WHERE organization = $1 AND type = $2 AND node = requested.node AND version > $4 AND period {0} 0 AND entry IS NOT NULL OFFSET 0) AS log
        """;

    private static readonly string _kept = string.Format(null, Entries, "=");
    private static readonly string _notKept = string.Format(null, Entries, ">");

    private readonly Database _database;
    private readonly OrganizationNumbers _numbers;
    private readonly BatchQueue<LoadCall> _groups;

    internal LogReader(Database database, OrganizationNumbers numbers, int loads)
    {
        (_database, _numbers) = (database, numbers);
        _groups = new(loads, GroupCalls, GroupNodes, ReadAsync);
    }

    internal async ValueTask<IReadOnlyList<NodeLog>> LoadAsync(IReadOnlyList<NodeId> nodes, long after, CancellationToken cancel)
    {
        if (nodes.Count <= GroupNodes)
        {
            return await EnqueueAsync(nodes, after, cancel).ConfigureAwait(false);
        }

        var logs = new List<NodeLog>(nodes.Count);
        foreach (NodeId[] chunk in nodes.Chunk(GroupNodes))
        {
            logs.AddRange(await EnqueueAsync(chunk, after, cancel).ConfigureAwait(false));
        }

        return logs;
    }

    public ValueTask DisposeAsync() => _groups.DisposeAsync();

    private ValueTask<IReadOnlyList<NodeLog>> EnqueueAsync(IReadOnlyList<NodeId> nodes, long after, CancellationToken cancel)
    {
        var call = new LoadCall(nodes, after);
        _groups.Add(call);
        return call.WaitAsync(cancel);
    }

    private async Task ReadAsync(IReadOnlyList<LoadCall> calls)
    {
        using Activity? span = PostgresTraces.Start("load", calls);
        long started = Stopwatch.GetTimestamp();
        var end = new TaskCompletionSource();
        try
        {
            (Dictionary<LogKey, LogBuilder> logs, int latest) = await _database
                .ReadAsync("load", connection => ReadAsync(connection, calls, end.Task)).ConfigureAwait(false);
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
        finally
        {
            end.SetResult();
        }
    }

    private async Task<(Dictionary<LogKey, LogBuilder> Logs, int Latest)> ReadAsync(
        NpgsqlConnection connection, IReadOnlyList<LoadCall> calls, Task end)
    {
        Dictionary<LogKey, LogBuilder> logs = [];
        Dictionary<LogQuery, List<byte[]>> queries = [];
        foreach (LoadCall call in calls)
        {
            LogQuery last = default;
            List<byte[]>? keys = null;
            foreach (NodeId node in call.Nodes)
            {
                if (logs.TryAdd(new(node, call.After), LogBuilder.Empty))
                {
                    var query = new LogQuery(node.Organization, node.Type, call.After);
                    if (keys is null || query != last)
                    {
                        keys = CollectionsMarshal.GetValueRefOrAddDefault(queries, last = query, out _) ??= [];
                    }

                    keys.Add(node.KeyBytes());
                }
            }
        }

        await _numbers.FindAsync(connection, queries.Keys.Select(query => query.Organization)).ConfigureAwait(false);
        await using var batch = new NpgsqlBatch(connection);
        // Read the period first: if it is outdated by the time the entries are read, later writes based on it conflict, which is safe.
        batch.BatchCommands.Add(new(Period.Latest));
        foreach ((LogQuery query, List<byte[]> keys) in queries)
        {
            batch.BatchCommands.Add(CommandOf(query, keys));
        }

        await using NpgsqlDataReader reader = await batch.ExecuteReaderAsync().ConfigureAwait(false);
        await reader.ReadAsync().ConfigureAwait(false);
        int latest = reader.GetInt32(0);
        foreach (LogQuery query in queries.Keys)
        {
            await reader.NextResultAsync().ConfigureAwait(false);
            while (await reader.ReadAsync().ConfigureAwait(false))
            {
                NodeId node = NodeId.FromKey(query.Organization, query.Type, reader.GetFieldValue<byte[]>(0));
                ref LogBuilder log = ref CollectionsMarshal.GetValueRefOrNullRef(logs, new(node, query.After));
                log = log == LogBuilder.Empty ? new() : log;
                bool wasLong = log.Bytes > LongBytes;
                log.Add(reader.GetInt64(1), reader.GetFieldValue<byte[]>(2));
                if (log.Bytes > LongBytes && !wasLong)
                {
                    _groups.StandAside(end, calls.Where(call => !call.Nodes.Contains(node)));
                }
            }
        }

        return (logs, latest);
    }

    private NpgsqlBatchCommand CommandOf(LogQuery query, List<byte[]> keys) => new(Period.IsKept(query.Type) ? _kept : _notKept)
    {
        Parameters =
        {
            Parameter.Of(_numbers[query.Organization]),
            Parameter.Of((short)query.Type),
            Parameter.Of(keys.ToArray()),
            Parameter.Of(query.After),
        },
    };

    private readonly record struct LogKey(NodeId Node, long After);

    // What one statement reads.
    private readonly record struct LogQuery(OrganizationId Organization, NodeType Type, long After);
}
