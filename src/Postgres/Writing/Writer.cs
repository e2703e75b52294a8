using System.Diagnostics;
using Npgsql;
using ReplayGraph.Nodes.Store;
using ReplayGraph.Postgres.Connections;
using ReplayGraph.Postgres.Grouping;
using ReplayGraph.Postgres.Organizations;
using ReplayGraph.Postgres.Periods;
using ReplayGraph.Postgres.Telemetry;

namespace ReplayGraph.Postgres.Writing;

/// <summary>
/// The group-committing writer: all writes that wait are one transaction, sent in one round trip. It takes for granted that none of
/// them loses; if one does, the transaction comes to nothing, and a second asks which.
/// </summary>
internal sealed class Writer : IAsyncDisposable
{
    private readonly Database _database;
    private readonly OrganizationNumbers _numbers;
    private readonly Budget _budget;
    private readonly Groups<WriteCall> _groups;

    // The latest period that this store wrote into, and until when it knows that it is kept. Replaced as a whole.
    private volatile KnownExpiry _expiry = new(Period.Kept, default);

    internal Writer(Database database, OrganizationNumbers numbers, PostgresOptions options)
    {
        (_database, _numbers, _budget) = (database, numbers, new(options.WaitingBytes));
        _groups = new(options.Commits, options.GroupWrites, options.GroupBytes, CommitAsync);
    }

    internal async ValueTask<NodeVersion?> AppendAsync(NodeWrite write, CancellationToken cancel)
    {
        if (!write.IsKept && (write.Read.Period <= Period.Kept || write.Read.Number < Period.FirstVersion(write.Read.Period)))
        {
            return null;
        }

        var call = new WriteCall(write);
        long room = await _budget.TakeAsync(call.Size, cancel).ConfigureAwait(false);
        try
        {
            _groups.Add(call);
            return await call.WaitAsync(cancel).ConfigureAwait(false);
        }
        finally
        {
            _budget.Return(room);
        }
    }

    public ValueTask DisposeAsync() => _groups.DisposeAsync();

    private async Task CommitAsync(IReadOnlyList<WriteCall> calls)
    {
        using Activity? span = PostgresTraces.Start("commit", calls);
        long started = Stopwatch.GetTimestamp();
        try
        {
            await _database.DoAsync("commit", async connection =>
            {
                await _numbers.GiveAsync(connection, [.. calls.Select(call => call.Write.Node.Organization).Distinct()])
                    .ConfigureAwait(false);
                Group group = Group.Of(calls, _numbers);
                if (!await TryAllAsync(connection, group, started).ConfigureAwait(false))
                {
                    await WonOnlyAsync(connection, Group.Of(calls, _numbers), started).ConfigureAwait(false);
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

    // One round trip. False if one of them lost to another write, and so nothing was done.
    private async Task<bool> TryAllAsync(NpgsqlConnection connection, Group group, long started)
    {
        group.With(WriteSql.Log);
        await using NpgsqlBatch batch = Begin(connection, group);
        group.Inserts.ForEach(batch.BatchCommands.Add);
        int latest;
        try
        {
            await using NpgsqlDataReader reader = await batch.ExecuteReaderAsync().ConfigureAwait(false);
            latest = await LatestAsync(reader).ConfigureAwait(false);
            while (await reader.NextResultAsync().ConfigureAwait(false))
            {
            }
        }
        catch (PostgresException failure) when (Failures.IsUniqueViolation(failure))
        {
            return false;
        }

        Remember(group, latest);
        int lost = 0;
        foreach (WriteCall call in group.Writes)
        {
            bool won = call.Write.IsKept || call.Write.Read.Period == latest;
            call.Answer(won ? VersionOf(call) : null);
            lost += won ? 0 : 1;
        }

        PostgresMeters.Committed(started, group.Writes.Length, group.Rows, lost, again: false);
        return true;
    }

    private async Task WonOnlyAsync(NpgsqlConnection connection, Group group, long started)
    {
        group.With(WriteSql.LogWon);
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync().ConfigureAwait(false);
        await using NpgsqlBatch first = Begin(connection, group);
        first.BatchCommands.Add(group.Inserts[0]);
        int latest;
        var won = new HashSet<WriteCall>();
        await using (NpgsqlDataReader reader = await first.ExecuteReaderAsync().ConfigureAwait(false))
        {
            latest = await LatestAsync(reader).ConfigureAwait(false);
            await reader.NextResultAsync().ConfigureAwait(false);
            await ReadWonAsync(reader, group, won).ConfigureAwait(false);
        }

        Group rest = Group.OfWon([.. group.Writes.Where(won.Contains)]);
        if (rest.Inserts.Count > 0)
        {
            await using var second = new NpgsqlBatch(connection);
            rest.Inserts.ForEach(second.BatchCommands.Add);
            await second.ExecuteNonQueryAsync().ConfigureAwait(false);
        }

        await transaction.CommitAsync().ConfigureAwait(false);
        Remember(group, latest);
        foreach (WriteCall call in group.Writes)
        {
            call.Answer(won.Contains(call) ? VersionOf(call) : null);
        }

        PostgresMeters.Committed(started, group.Writes.Length, rest.Rows, group.Writes.Length - won.Count, again: true);
    }

    // The lock first: from then on no period begins. What follows sees all that was committed before.
    private NpgsqlBatch Begin(NpgsqlConnection connection, Group group)
    {
        var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new(Period.LockShared));
        batch.BatchCommands.Add(new(Period.Latest));
        if (!_expiry.Covers(group))
        {
            NpgsqlParameter[] expiry = [Parameter.Of(PgTime.Of(PgTime.EndOfDay(group.ExpiresAt))), Parameter.Of(group.Period)];
            batch.BatchCommands.Add(new(WriteSql.Expiry) { Parameters = { expiry[0], expiry[1] } });
        }

        return batch;
    }

    private static async Task<int> LatestAsync(NpgsqlDataReader reader)
    {
        await reader.NextResultAsync().ConfigureAwait(false);
        await reader.ReadAsync().ConfigureAwait(false);
        return reader.GetInt32(0);
    }

    // Rows come back as they were inserted, so the writes that won are met in the order of the group.
    private static async Task ReadWonAsync(NpgsqlDataReader reader, Group group, HashSet<WriteCall> won)
    {
        int at = 0;
        while (await reader.ReadAsync().ConfigureAwait(false))
        {
            while (!IsOf(group.Writes[at], reader))
            {
                at++;
            }

            won.Add(group.Writes[at++]);
        }
    }

    private static bool IsOf(WriteCall call, NpgsqlDataReader row) =>
        row.GetInt64(3) == call.Write.Read.Number + 1 && row.GetInt32(0) == call.Organization
        && row.GetInt16(1) == (short)call.Write.Node.Type && row.GetFieldValue<byte[]>(2).AsSpan().SequenceEqual(call.Key);

    private void Remember(Group group, int latest)
    {
        if (group.Period == latest && !_expiry.Covers(group))
        {
            _expiry = new(latest, PgTime.EndOfDay(group.ExpiresAt));
        }
    }

    private static NodeVersion VersionOf(WriteCall call) =>
        new(call.Write.Read.Number + 1, call.Write.IsKept ? Period.Kept : call.Write.Read.Period);

    private sealed record KnownExpiry(int Period, Timestamp ExpiresAt)
    {
        internal bool Covers(Group group) =>
            group.Period == Periods.Period.Kept || (group.Period == Period && group.ExpiresAt <= ExpiresAt);
    }
}
