using System.Diagnostics;
using Npgsql;
using ReplayGraph.Cluster.Batching;
using ReplayGraph.Cluster.Store;
using ReplayGraph.Postgres.Connections;
using ReplayGraph.Postgres.Members;
using ReplayGraph.Postgres.Organizations;
using ReplayGraph.Postgres.Periods;
using ReplayGraph.Postgres.Telemetry;

namespace ReplayGraph.Postgres.Writing;

/// <summary>
/// Commits writes in groups: all waiting writes share a transaction. A large group is copied, on the assumption that none of its writes
/// conflicts. If one does, the transaction is rolled back and the group is inserted, where each write succeeds or fails on its own.
/// </summary>
internal sealed class Writer : IAsyncDisposable
{
    // A copy takes more round trips, so fewer writes than this are inserted faster.
    private const int FewWrites = 48;

    // Extends the expiry of a period.
    private const string Expiry =
        "UPDATE replaygraph.periods SET expires_at = $1 WHERE number = $2 AND (expires_at IS NULL OR expires_at < $1)";

    // Fails unless the writer is still a member.
    private const string RequireMember = "SELECT replaygraph.demand_member($1, $2, $3, $4)";

    private readonly Database _database;
    private readonly OrganizationNumbers _numbers;
    private readonly Member? _member;
    private readonly WeightedSemaphore _budget;
    private readonly BatchQueue<WriteCall> _groups;

    // The latest period that this store wrote to, and its last known expiry. Replaced as a whole.
    private volatile KnownExpiry _expiry = new(Period.Kept, default);

    internal Writer(Database database, OrganizationNumbers numbers, Member? member, WriteLimits limits)
    {
        (_database, _numbers, _member, _budget) = (database, numbers, member, new(limits.WaitingBytes));
        _groups = new(limits.Commits, limits.GroupWrites, limits.GroupBytes, CommitAsync);
    }

    internal async ValueTask<IReadOnlyList<NodeVersion?>> AppendAsync(IReadOnlyList<NodeWrite> writes, CancellationToken cancel)
    {
        Row[] rows = [.. writes.Select(write => new Row(write))];
        Row[] possible = Array.FindAll(rows, row => IsPossible(row.Write));
        if (possible.Length > 0)
        {
            var call = new WriteCall(possible);
            long room = await _budget.TakeAsync(call.Organization, call.Size, cancel).ConfigureAwait(false);
            try
            {
                _groups.Add(call);
                await call.WaitAsync(cancel).ConfigureAwait(false);
            }
            finally
            {
                _budget.Return(room);
            }
        }

        return Array.ConvertAll(rows, row => row.IsAppended ? row.Next : (NodeVersion?)null);
    }

    public ValueTask DisposeAsync() => _groups.DisposeAsync();

    private static bool IsPossible(NodeWrite write) =>
        write.IsKept || (write.Read.Period > Period.Kept && write.Read.Number >= Period.FirstVersion(write.Read.Period));

    private async Task CommitAsync(IReadOnlyList<WriteCall> calls)
    {
        using Activity? span = PostgresTraces.Start("commit", calls);
        long started = Stopwatch.GetTimestamp();
        try
        {
            await _database.DoAsync("commit", async connection =>
            {
                await _numbers.AssignAsync(connection, [.. calls.SelectMany(call => call.Rows).Select(row => row.Write.Node.Organization)])
                    .ConfigureAwait(false);
                CommitGroup group = CommitGroup.Of(calls, _numbers);
                bool isLarge = group.Rows.Length >= FewWrites;
                if (!isLarge || !await TryCopyAsync(connection, group, started).ConfigureAwait(false))
                {
                    await InsertAsync(connection, group, started, isRetry: isLarge).ConfigureAwait(false);
                }

                foreach (WriteCall call in calls)
                {
                    call.Answer(true);
                }

                return true;
            }).ConfigureAwait(false);
        }
        catch
        {
            _numbers.Forget();
            _expiry = new(Period.Kept, default);
            span?.SetStatus(ActivityStatusCode.Error);
            throw;
        }
    }

    // False if a write conflicted, in which case nothing was written.
    private async Task<bool> TryCopyAsync(NpgsqlConnection connection, CommitGroup group, long started)
    {
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync().ConfigureAwait(false);
        (Row[] rows, int latest) = await BeginAsync(connection, group).ConfigureAwait(false);
        try
        {
            await BulkCopy.LogAsync(connection, rows).ConfigureAwait(false);
        }
        catch (PostgresException failure) when (Failures.IsUniqueViolation(failure))
        {
            return false;
        }

        if (Array.Exists(rows, row => row.Write.Events.Count > 0))
        {
            await BulkCopy.PlacesAsync(connection, rows).ConfigureAwait(false);
        }

        await ExecuteAsync(connection, [Inserts.Replays(rows), Inserts.Replaced(rows)]).ConfigureAwait(false);
        await transaction.CommitAsync().ConfigureAwait(false);
        Complete(group, rows, latest, started, isRetry: false);
        return true;
    }

    private async Task InsertAsync(NpgsqlConnection connection, CommitGroup group, long started, bool isRetry)
    {
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync().ConfigureAwait(false);
        (Row[] rows, int latest) = await BeginAsync(connection, group).ConfigureAwait(false);
        Row[] appended = await AppendAsync(connection, rows).ConfigureAwait(false);
        await ExecuteAsync(connection, [Inserts.Places(appended), Inserts.Replays(appended), Inserts.Replaced(appended)]).ConfigureAwait(false);
        await transaction.CommitAsync().ConfigureAwait(false);
        Complete(group, appended, latest, started, isRetry);
    }

    // Take the locks first: while they are held, the writer cannot be declared dead and no period can start, and later statements see
    // everything committed before. A node that was read in an earlier period conflicts.
    private async Task<(Row[] Rows, int Latest)> BeginAsync(NpgsqlConnection connection, CommitGroup group)
    {
        await using var batch = new NpgsqlBatch(connection);
        if (_member is not null)
        {
            var requireMember = new NpgsqlBatchCommand(RequireMember);
            requireMember.Parameters.AddRange(_member.Parameters());
            batch.BatchCommands.Add(requireMember);
        }

        batch.BatchCommands.Add(new(Period.LockShared));
        batch.BatchCommands.Add(new(Period.Latest));
        if (!_expiry.Covers(group))
        {
            NpgsqlParameter[] expiry = [Parameter.Of(PgTime.Of(PgTime.EndOfDay(group.ExpiresAt))), Parameter.Of(group.Period)];
            batch.BatchCommands.Add(new(Expiry) { Parameters = { expiry[0], expiry[1] } });
        }

        await using NpgsqlDataReader reader = await batch.ExecuteReaderAsync().ConfigureAwait(false);
        for (int before = _member is null ? 1 : 2; before > 0; before--)
        {
            await reader.NextResultAsync().ConfigureAwait(false);
        }

        await reader.ReadAsync().ConfigureAwait(false);
        int latest = reader.GetInt32(0);
        return (Array.FindAll(group.Rows, row => row.Write.IsKept || row.Period == latest), latest);
    }

    private static async Task<Row[]> AppendAsync(NpgsqlConnection connection, Row[] rows)
    {
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { Inserts.Log(rows) } };
        await using NpgsqlDataReader reader = await batch.ExecuteReaderAsync().ConfigureAwait(false);
        List<Row> appended = [];
        int at = 0;
        while (await reader.ReadAsync().ConfigureAwait(false))
        {
            while (!IsOf(rows[at], reader))
            {
                at++;
            }

            appended.Add(rows[at++]);
        }

        return [.. appended];
    }

    private static bool IsOf(Row row, NpgsqlDataReader from) =>
        from.GetInt64(3) == row.Next.Number && from.GetInt32(0) == row.Organization
        && from.GetInt16(1) == (short)row.Write.Node.Type && from.GetFieldValue<byte[]>(2).AsSpan().SequenceEqual(row.Key);

    private static async Task ExecuteAsync(NpgsqlConnection connection, NpgsqlBatchCommand?[] commands)
    {
        await using var batch = new NpgsqlBatch(connection);
        foreach (NpgsqlBatchCommand command in commands.OfType<NpgsqlBatchCommand>())
        {
            batch.BatchCommands.Add(command);
        }

        if (batch.BatchCommands.Count > 0)
        {
            await batch.ExecuteNonQueryAsync().ConfigureAwait(false);
        }
    }

    private void Complete(CommitGroup group, Row[] appended, int latest, long started, bool isRetry)
    {
        Remember(group, latest);
        int rows = 0;
        foreach (Row row in appended)
        {
            row.IsAppended = true;
            rows += 1 + row.Write.Events.Count + (row.Write.Replay is null ? 0 : 1);
        }

        PostgresMeters.Committed(started, group.Rows.Length, rows, group.Rows.Length - appended.Length, isRetry);
    }

    private void Remember(CommitGroup group, int latest)
    {
        if (group.Period == latest && !_expiry.Covers(group))
        {
            _expiry = new(latest, PgTime.EndOfDay(group.ExpiresAt));
        }
    }

    private sealed record KnownExpiry(int Period, Timestamp ExpiresAt)
    {
        internal bool Covers(CommitGroup group) =>
            group.Period == Periods.Period.Kept || (group.Period == Period && group.ExpiresAt <= ExpiresAt);
    }
}
