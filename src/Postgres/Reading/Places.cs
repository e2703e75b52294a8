using System.Diagnostics;
using Npgsql;
using ReplayGraph.Nodes.Ids;
using ReplayGraph.Nodes.Store;
using ReplayGraph.Postgres.Connections;
using ReplayGraph.Postgres.Grouping;
using ReplayGraph.Postgres.Organizations;
using ReplayGraph.Postgres.Telemetry;

namespace ReplayGraph.Postgres.Reading;

/// <summary>The group-loading reader of where events were joined.</summary>
internal sealed class Places : IAsyncDisposable
{
    private const int GroupCalls = 4_096, GroupEvents = 10_000;

    private const string Find =
        """
        SELECT asked.at::int, place.type, place.node
        FROM unnest($1, $2) WITH ORDINALITY AS asked (organization, event, at)
        JOIN replaygraph.event_places AS place ON place.organization = asked.organization AND place.event = asked.event
        """;

    private readonly Database _database;
    private readonly OrganizationNumbers _numbers;
    private readonly Groups<PlacesCall> _groups;

    internal Places(Database database, OrganizationNumbers numbers, int loads)
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
        List<EventPlace>?[] found;
        try
        {
            found = await _database.ReadAsync("places", connection => ReadAsync(connection, calls)).ConfigureAwait(false);
        }
        catch
        {
            _numbers.Forget();
            span?.SetStatus(ActivityStatusCode.Error);
            throw;
        }

        int at = 0;
        foreach (PlacesCall call in calls)
        {
            call.Answer([.. found.AsSpan(at, call.Events.Count).ToArray().SelectMany(places => places ?? [])]);
            at += call.Events.Count;
        }

        PostgresMeters.Loaded("places", started, found.Length);
    }

    private async Task<List<EventPlace>?[]> ReadAsync(NpgsqlConnection connection, IReadOnlyList<PlacesCall> calls)
    {
        await _numbers.FindAsync(connection, calls.Select(call => call.Organization)).ConfigureAwait(false);
        var asked = (from call in calls from id in call.Events select (call.Organization, Event: id)).ToArray();
        // In order of event: neighbours are on the same pages of the index.
        int[] at = [.. Enumerable.Range(0, asked.Length)];
        Array.Sort(Array.ConvertAll(asked, one => one.Event.Value), at);
        await using var command = new NpgsqlCommand(Find, connection)
        {
            Parameters =
            {
                Parameter.Of(Array.ConvertAll(at, i => _numbers[asked[i].Organization])),
                Parameter.Of(Array.ConvertAll(at, i => Parameter.KeyOf(asked[i].Event.Value))),
            },
        };
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync().ConfigureAwait(false);
        var found = new List<EventPlace>?[asked.Length];
        while (await reader.ReadAsync().ConfigureAwait(false))
        {
            int i = at[reader.GetInt32(0) - 1];
            var type = (NodeType)reader.GetInt16(1);
            var place = new EventPlace(asked[i].Event, NodeId.FromKey(asked[i].Organization, type, reader.GetFieldValue<byte[]>(2)));
            if (found[i] is not { } places)
            {
                found[i] = [place];
            }
            else if (!places.Contains(place))
            {
                places.Add(place);
            }
        }

        return found;
    }

    private sealed class PlacesCall(OrganizationId organization, IReadOnlyList<EventId> events) : Call<IReadOnlyList<EventPlace>>
    {
        internal OrganizationId Organization => organization;

        internal IReadOnlyList<EventId> Events => events;

        internal override int Size => events.Count;
    }
}
