using System.Buffers.Binary;
using System.Diagnostics;
using Npgsql;
using ReplayGraph.Cluster.Batching;
using ReplayGraph.Postgres.Connections;
using ReplayGraph.Postgres.Organizations;
using ReplayGraph.Postgres.Telemetry;

namespace ReplayGraph.Postgres.Reading;

/// <summary>Finds rows by the ids of events or replays. One query for each organization serves all waiting callers.</summary>
internal sealed class IdReader<TFound> : IAsyncDisposable
{
    /// <summary>The maximum number of ids in a query; a single call may have more.</summary>
    internal const int GroupIds = 10_000;

    private const int GroupCalls = 4_096;

    private readonly IdQuery<TFound> _query;
    private readonly Database _database;
    private readonly OrganizationNumbers _numbers;
    private readonly BatchQueue<IdCall> _groups;

    /// <summary>Starts the reader.</summary>
    /// <param name="query">The query.</param>
    /// <param name="database">The database.</param>
    /// <param name="numbers">The numbers of organizations.</param>
    /// <param name="loads">The maximum number of concurrent queries.</param>
    internal IdReader(IdQuery<TFound> query, Database database, OrganizationNumbers numbers, int loads)
    {
        (_query, _database, _numbers) = (query, database, numbers);
        _groups = new(loads, GroupCalls, GroupIds, ReadAsync);
    }

    internal ValueTask<IReadOnlyList<TFound>> FindAsync(OrganizationId organization, IEnumerable<UInt128> ids, CancellationToken cancel)
    {
        var call = new IdCall(organization, [.. ids]);
        _groups.Add(call);
        return call.WaitAsync(cancel);
    }

    public ValueTask DisposeAsync() => _groups.DisposeAsync();

    private async Task ReadAsync(IReadOnlyList<IdCall> calls)
    {
        using Activity? span = PostgresTraces.Start(_query.Name, calls);
        long started = Stopwatch.GetTimestamp();
        try
        {
            await _database.ReadAsync(_query.Name, async connection =>
            {
                await _numbers.FindAsync(connection, calls.Select(call => call.Organization)).ConfigureAwait(false);
                foreach (IGrouping<OrganizationId, IdCall> ofOne in calls.GroupBy(call => call.Organization))
                {
                    await ReadAsync(connection, ofOne.Key, [.. ofOne]).ConfigureAwait(false);
                }

                return true;
            }).ConfigureAwait(false);
        }
        catch
        {
            _numbers.Forget();
            span?.SetStatus(ActivityStatusCode.Error);
            throw;
        }

        PostgresMeters.Loaded(_query.Name, started, calls.Sum(call => call.Ids.Length));
    }

    private async Task ReadAsync(NpgsqlConnection connection, OrganizationId organization, IdCall[] calls)
    {
        byte[][] keys = [.. from call in calls from id in call.Ids select Parameter.KeyOf(id)];
        await using var command = new NpgsqlCommand(_query.Text, connection)
        {
            Parameters = { Parameter.Of(_numbers[organization]), Parameter.Of(keys) },
        };
        List<(UInt128 Id, TFound Row)> found = [];
        var key = new byte[16];
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync().ConfigureAwait(false);
        while (await reader.ReadAsync().ConfigureAwait(false))
        {
            reader.GetBytes(0, 0, key, 0, key.Length);
            UInt128 id = BinaryPrimitives.ReadUInt128BigEndian(key);
            found.Add((id, _query.Read(organization, id, reader)));
        }

        if (calls is [var only])
        {
            only.Answer(found.ConvertAll(one => one.Row));
            return;
        }

        ILookup<UInt128, TFound> rows = found.ToLookup(one => one.Id, one => one.Row);
        foreach (IdCall call in calls)
        {
            call.Answer([.. call.Ids.Distinct().SelectMany(id => rows[id])]);
        }
    }

    private sealed class IdCall(OrganizationId organization, UInt128[] ids) : Call<IReadOnlyList<TFound>>
    {
        public override OrganizationId Organization => organization;

        internal UInt128[] Ids => ids;

        public override long Size => ids.Length;
    }
}
