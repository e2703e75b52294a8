using System.Diagnostics;
using Npgsql;
using ReplayGraph.Cluster.Batching;
using ReplayGraph.Postgres.Connections;
using ReplayGraph.Postgres.Organizations;
using ReplayGraph.Postgres.Telemetry;

namespace ReplayGraph.Postgres.Reading;

/// <summary>
/// Finds something by the ids of events. One query for each organization serves all waiting callers.
/// </summary>
internal abstract class EventReader<TFound> : IAsyncDisposable
{
    private const int GroupCalls = 4_096, GroupEvents = 10_000;

    private readonly string _name;
    private readonly Database _database;
    private readonly OrganizationNumbers _numbers;
    private readonly BatchQueue<EventCall> _groups;

    /// <summary>Starts the reader.</summary>
    /// <param name="name">Its name in telemetry.</param>
    /// <param name="database">The database.</param>
    /// <param name="numbers">The numbers of organizations.</param>
    /// <param name="loads">The maximum number of concurrent queries.</param>
    protected EventReader(string name, Database database, OrganizationNumbers numbers, int loads)
    {
        (_name, _database, _numbers) = (name, database, numbers);
        _groups = new(loads, GroupCalls, GroupEvents, ReadAsync);
    }

    /// <summary>The query, by the number of an organization and the keys of events.</summary>
    protected abstract string Query { get; }

    internal ValueTask<IReadOnlyList<TFound>> FindAsync(
        OrganizationId organization, IReadOnlyList<EventId> events, CancellationToken cancel)
    {
        var call = new EventCall(organization, events);
        _groups.Add(call);
        return call.WaitAsync(cancel);
    }

    public ValueTask DisposeAsync() => _groups.DisposeAsync();

    /// <summary>Reads all rows.</summary>
    protected abstract Task<ILookup<EventId, TFound>> ReadAsync(OrganizationId organization, NpgsqlDataReader from);

    private async Task ReadAsync(IReadOnlyList<EventCall> calls)
    {
        using Activity? span = PostgresTraces.Start(_name, calls);
        long started = Stopwatch.GetTimestamp();
        try
        {
            await _database.ReadAsync(_name, async connection =>
            {
                await _numbers.FindAsync(connection, calls.Select(call => call.Organization)).ConfigureAwait(false);
                foreach (IGrouping<OrganizationId, EventCall> ofOne in calls.GroupBy(call => call.Organization))
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

        PostgresMeters.Loaded(_name, started, calls.Sum(call => call.Events.Count));
    }

    private async Task ReadAsync(NpgsqlConnection connection, OrganizationId organization, EventCall[] calls)
    {
        byte[][] keys = [.. from call in calls from id in call.Events select Parameter.KeyOf(id.Value)];
        await using var command = new NpgsqlCommand(Query, connection)
        {
            Parameters = { Parameter.Of(_numbers[organization]), Parameter.Of(keys) },
        };
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync().ConfigureAwait(false);
        ILookup<EventId, TFound> found = await ReadAsync(organization, reader).ConfigureAwait(false);
        foreach (EventCall call in calls)
        {
            call.Answer(found.Count == 0 ? [] : [.. call.Events.SelectMany(id => found[id])]);
        }
    }

    private sealed class EventCall(OrganizationId organization, IReadOnlyList<EventId> events) : Call<IReadOnlyList<TFound>>
    {
        internal OrganizationId Organization => organization;

        internal IReadOnlyList<EventId> Events => events;

        internal override int Size => events.Count;
    }
}
