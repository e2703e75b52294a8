using System.Buffers.Binary;
using System.Diagnostics;
using System.Runtime.InteropServices;
using Npgsql;
using ReplayGraph.Cluster.Batching;
using ReplayGraph.Cluster.Ids;
using ReplayGraph.Cluster.Store;
using ReplayGraph.Postgres.Connections;
using ReplayGraph.Postgres.Organizations;
using ReplayGraph.Postgres.Telemetry;

namespace ReplayGraph.Postgres.Reading;

/// <summary>Finds where events are stored. One query for each organization serves all waiting callers.</summary>
internal sealed class PlaceReader : IAsyncDisposable
{
    private const int GroupCalls = 4_096, GroupEvents = 10_000;

    // PostgreSQL looks up an array in key order, whatever its own order. Event places are never permanent.
    private const string Find =
        "SELECT event, type, node FROM replaygraph.event_places WHERE organization = $1 AND event = ANY ($2) AND period > 0";

    private readonly Database _database;
    private readonly OrganizationNumbers _numbers;
    private readonly BatchQueue<PlacesCall> _groups;

    internal PlaceReader(Database database, OrganizationNumbers numbers, int loads)
    {
        (_database, _numbers) = (database, numbers);
        _groups = new(loads, GroupCalls, GroupEvents, ReadAsync);
    }

    internal ValueTask<IReadOnlyList<EventPlace>> FindAsync(
        OrganizationId organization, IReadOnlyList<EventId> events, CancellationToken cancel)
    {
        var call = new PlacesCall(organization, events);
        _groups.Add(call);
        return call.WaitAsync(cancel);
    }

    public ValueTask DisposeAsync() => _groups.DisposeAsync();

    private async Task ReadAsync(IReadOnlyList<PlacesCall> calls)
    {
        using Activity? span = PostgresTraces.Start("places", calls);
        long started = Stopwatch.GetTimestamp();
        try
        {
            await _database.ReadAsync("places", async connection =>
            {
                await _numbers.FindAsync(connection, calls.Select(call => call.Organization)).ConfigureAwait(false);
                foreach (IGrouping<OrganizationId, PlacesCall> ofOne in calls.GroupBy(call => call.Organization))
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

        PostgresMeters.Loaded("places", started, calls.Sum(call => call.Events.Count));
    }

    private async Task ReadAsync(NpgsqlConnection connection, OrganizationId organization, PlacesCall[] calls)
    {
        byte[][] ids = [.. from call in calls from id in call.Events select Parameter.KeyOf(id.Value)];
        await using var command = new NpgsqlCommand(Find, connection)
        {
            Parameters = { Parameter.Of(_numbers[organization]), Parameter.Of(ids) },
        };
        Dictionary<EventId, List<EventPlace>> found = [];
        var key = new byte[16];
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync().ConfigureAwait(false);
        while (await reader.ReadAsync().ConfigureAwait(false))
        {
            reader.GetBytes(0, 0, key, 0, key.Length);
            var id = new EventId(BinaryPrimitives.ReadUInt128BigEndian(key));
            reader.GetBytes(2, 0, key, 0, key.Length);
            var place = new EventPlace(id, NodeId.FromKey(organization, (NodeType)reader.GetInt16(1), key));
            List<EventPlace> places = CollectionsMarshal.GetValueRefOrAddDefault(found, id, out _) ??= new(1);
            if (!places.Contains(place))
            {
                places.Add(place);
            }
        }

        foreach (PlacesCall call in calls)
        {
            var answer = new List<EventPlace>(call.Events.Count);
            foreach (EventId id in call.Events)
            {
                if (found.TryGetValue(id, out List<EventPlace>? places))
                {
                    answer.AddRange(places);
                }
            }

            call.Answer(answer);
        }
    }

    private sealed class PlacesCall(OrganizationId organization, IReadOnlyList<EventId> events) : Call<IReadOnlyList<EventPlace>>
    {
        internal OrganizationId Organization => organization;

        internal IReadOnlyList<EventId> Events => events;

        internal override int Size => events.Count;
    }
}
