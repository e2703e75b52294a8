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
/// The group-committing writer: all writes that wait are one transaction. Many are copied, which takes for granted that none of them
/// loses; if one does, the transaction comes to nothing, and they are inserted as few are: each has its own fate then.
/// </summary>
internal sealed class Writer : IAsyncDisposable
{
    // Fewer are inserted sooner than they would be copied: a copy takes more round trips.
    private const int FewWrites = 48;

    // Lets a period live at least so long.
    private const string Expiry =
        "UPDATE replaygraph.periods SET expires_at = $1 WHERE number = $2 AND (expires_at IS NULL OR expires_at < $1)";

    // Lets only members write.
    private const string Demand = "SELECT replaygraph.demand_member($1, $2, $3, $4)";

    private readonly Database _database;
    private readonly OrganizationNumbers _numbers;
    private readonly Member? _member;
    private readonly WeightedSemaphore _budget;
    private readonly BatchQueue<WriteCall> _groups;

    // The latest period that this store wrote into, and until when it knows that it is kept. Replaced as a whole.
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
            long room = await _budget.TakeAsync(call.Size, cancel).ConfigureAwait(false);
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

        return Array.ConvertAll(rows, row => row.HasWon ? row.Next : (NodeVersion?)null);
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
                await _numbers.GiveAsync(connection, [.. calls.SelectMany(call => call.Rows).Select(row => row.Write.Node.Organization).Distinct()])
                    .ConfigureAwait(false);
                Group group = Group.Of(calls, _numbers);
                bool isLarge = group.Rows.Length >= FewWrites;
                if (!isLarge || !await TryCopyAsync(connection, group, started).ConfigureAwait(false))
                {
                    await InsertAsync(connection, group, started, again: isLarge).ConfigureAwait(false);
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

    // False if one of them lost to another write, and so nothing was done.
    private async Task<bool> TryCopyAsync(NpgsqlConnection connection, Group group, long started)
    {
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync().ConfigureAwait(false);
        (Row[] rows, int latest) = await BeginAsync(connection, group).ConfigureAwait(false);
        try
        {
            await Copying.LogAsync(connection, rows).ConfigureAwait(false);
        }
        catch (PostgresException failure) when (Failures.IsUniqueViolation(failure))
        {
            return false;
        }

        if (Array.Exists(rows, row => row.Write.Events.Count > 0))
        {
            await Copying.PlacesAsync(connection, rows).ConfigureAwait(false);
        }

        await ExecuteAsync(connection, [Inserts.Replays(rows)]).ConfigureAwait(false);
        await transaction.CommitAsync().ConfigureAwait(false);
        Take(group, rows, latest, started, again: false);
        return true;
    }

    private async Task InsertAsync(NpgsqlConnection connection, Group group, long started, bool again)
    {
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync().ConfigureAwait(false);
        (Row[] rows, int latest) = await BeginAsync(connection, group).ConfigureAwait(false);
        Row[] won = await AppendAsync(connection, rows).ConfigureAwait(false);
        await ExecuteAsync(connection, [Inserts.Places(won), Inserts.Replays(won)]).ConfigureAwait(false);
        await transaction.CommitAsync().ConfigureAwait(false);
        Take(group, won, latest, started, again);
    }

    // The locks first: from then on nobody declares the writer dead, no period begins, and what follows sees all that was committed
    // before. A node that was read in an earlier period loses.
    private async Task<(Row[] Rows, int Latest)> BeginAsync(NpgsqlConnection connection, Group group)
    {
        await using var batch = new NpgsqlBatch(connection);
        if (_member is not null)
        {
            var demand = new NpgsqlBatchCommand(Demand);
            demand.Parameters.AddRange(_member.Parameters());
            batch.BatchCommands.Add(demand);
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
        List<Row> won = [];
        int at = 0;
        while (await reader.ReadAsync().ConfigureAwait(false))
        {
            while (!IsOf(rows[at], reader))
            {
                at++;
            }

            won.Add(rows[at++]);
        }

        return [.. won];
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

    private void Take(Group group, Row[] won, int latest, long started, bool again)
    {
        Remember(group, latest);
        int rows = 0;
        foreach (Row row in won)
        {
            row.HasWon = true;
            rows += 1 + row.Write.Events.Count + (row.Write.Replay is null ? 0 : 1);
        }

        PostgresMeters.Committed(started, group.Rows.Length, rows, group.Rows.Length - won.Length, again);
    }

    private void Remember(Group group, int latest)
    {
        if (group.Period == latest && !_expiry.Covers(group))
        {
            _expiry = new(latest, PgTime.EndOfDay(group.ExpiresAt));
        }
    }

    private sealed record KnownExpiry(int Period, Timestamp ExpiresAt)
    {
        internal bool Covers(Group group) =>
            group.Period == Periods.Period.Kept || (group.Period == Period && group.ExpiresAt <= ExpiresAt);
    }
}
