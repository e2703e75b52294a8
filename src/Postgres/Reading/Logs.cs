using System.Diagnostics;
using Npgsql;
using ReplayGraph.Nodes.Ids;
using ReplayGraph.Nodes.Store;
using ReplayGraph.Postgres.Connections;
using ReplayGraph.Postgres.Grouping;
using ReplayGraph.Postgres.Organizations;
using ReplayGraph.Postgres.Periods;
using ReplayGraph.Postgres.Telemetry;

namespace ReplayGraph.Postgres.Reading;

/// <summary>The group-loading reader of logs and versions: all nodes that are waited for are read in one round trip.</summary>
internal sealed class Logs : IAsyncDisposable
{
    private const int GroupCalls = 4_096, GroupNodes = 10_000;

    private const string Entries =
        """
        SELECT asked.at::int, log.version, log.entry
        FROM unnest($1, $2, $3, $4) WITH ORDINALITY AS asked (organization, type, node, after, at)
        JOIN replaygraph.node_log AS log
        ON log.organization = asked.organization AND log.type = asked.type AND log.node = asked.node AND log.version > asked.after
        """;

    private const string Versions =
        """
        SELECT asked.at::int, log.version
        FROM unnest($1, $2, $3, $4) WITH ORDINALITY AS asked (organization, type, node, after, at)
        CROSS JOIN LATERAL (
            SELECT version FROM replaygraph.node_log AS log
            WHERE log.organization = asked.organization AND log.type = asked.type AND log.node = asked.node AND log.version > asked.after
            ORDER BY version DESC LIMIT 1) AS log
        """;

    private readonly Database _database;
    private readonly OrganizationNumbers _numbers;
    private readonly Groups<LoadCall> _entries;
    private readonly Groups<LoadCall> _versions;

    internal Logs(Database database, OrganizationNumbers numbers, int loads)
    {
        (_database, _numbers) = (database, numbers);
        _entries = new(loads, GroupCalls, GroupNodes, calls => ReadAsync("load", Entries, calls));
        _versions = new(1, GroupCalls, GroupNodes, calls => ReadAsync("version", Versions, calls));
    }

    internal ValueTask<IReadOnlyList<NodeLog>> LoadAsync(IReadOnlyList<NodeId> nodes, long after, CancellationToken cancel)
    {
        if (nodes.Count <= GroupNodes)
        {
            return AskAsync(_entries, new(nodes, after, isVersionOnly: false), cancel);
        }

        return InPiecesAsync(nodes, after, cancel);
    }

    internal async ValueTask<NodeVersion> VersionAsync(NodeId node, CancellationToken cancel) =>
        (await AskAsync(_versions, new([node], 0, isVersionOnly: true), cancel).ConfigureAwait(false))[0].Version;

    public async ValueTask DisposeAsync()
    {
        await _entries.DisposeAsync().ConfigureAwait(false);
        await _versions.DisposeAsync().ConfigureAwait(false);
    }

    private static ValueTask<IReadOnlyList<NodeLog>> AskAsync(Groups<LoadCall> groups, LoadCall call, CancellationToken cancel)
    {
        groups.Add(call);
        return call.WaitAsync(cancel);
    }

    private async ValueTask<IReadOnlyList<NodeLog>> InPiecesAsync(IReadOnlyList<NodeId> nodes, long after, CancellationToken cancel)
    {
        var logs = new List<NodeLog>(nodes.Count);
        foreach (NodeId[] piece in nodes.Chunk(GroupNodes))
        {
            logs.AddRange(await AskAsync(_entries, new(piece, after, isVersionOnly: false), cancel).ConfigureAwait(false));
        }

        return logs;
    }

    private async Task ReadAsync(string what, string sql, IReadOnlyList<LoadCall> calls)
    {
        using Activity? span = PostgresTraces.Start(what, calls);
        long started = Stopwatch.GetTimestamp();
        NodeLog[] logs;
        try
        {
            logs = await _database.ReadAsync(what, connection => ReadAsync(connection, sql, calls)).ConfigureAwait(false);
        }
        catch
        {
            _numbers.Forget();
            span?.SetStatus(ActivityStatusCode.Error);
            throw;
        }

        int at = 0;
        foreach (LoadCall call in calls)
        {
            call.Answer(new ArraySegment<NodeLog>(logs, at, call.Nodes.Count));
            at += call.Nodes.Count;
        }

        PostgresMeters.Loaded(what, started, logs.Length);
    }

    private async Task<NodeLog[]> ReadAsync(NpgsqlConnection connection, string sql, IReadOnlyList<LoadCall> calls)
    {
        AskedLog[] asked = [.. from call in calls from node in call.Nodes select new AskedLog(node, call.After)];
        await _numbers.FindAsync(connection, asked.Select(one => one.Node.Organization)).ConfigureAwait(false);
        AskedLog[] inOrder = AskedLog.InOrder(asked, _numbers);
        await using var batch = new NpgsqlBatch(connection);
        // The period first: if it is older than what is then read, the writes that follow from it lose, and nothing else.
        batch.BatchCommands.Add(new(Period.Latest));
        batch.BatchCommands.Add(new(sql)
        {
            Parameters =
            {
                Parameter.Of(Array.ConvertAll(inOrder, one => one.Organization)),
                Parameter.Of(Array.ConvertAll(inOrder, one => (short)one.Node.Type)),
                Parameter.Of(Array.ConvertAll(inOrder, one => one.Key)),
                Parameter.Of(Array.ConvertAll(inOrder, one => one.After)),
            },
        });
        await using NpgsqlDataReader reader = await batch.ExecuteReaderAsync().ConfigureAwait(false);
        await reader.ReadAsync().ConfigureAwait(false);
        int latest = reader.GetInt32(0);
        await reader.NextResultAsync().ConfigureAwait(false);
        bool hasEntries = reader.FieldCount > 2;
        while (await reader.ReadAsync().ConfigureAwait(false))
        {
            inOrder[reader.GetInt32(0) - 1].Add(reader.GetInt64(1), hasEntries ? reader.GetFieldValue<byte[]>(2) : null);
        }

        return Array.ConvertAll(asked, one => one.ToLog(Period.Of(one.Node.Type, latest)));
    }
}
