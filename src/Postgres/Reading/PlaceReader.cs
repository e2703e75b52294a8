using System.Buffers.Binary;
using Npgsql;
using ReplayGraph.Cluster.Ids;
using ReplayGraph.Cluster.Store;
using ReplayGraph.Postgres.Connections;
using ReplayGraph.Postgres.Organizations;

namespace ReplayGraph.Postgres.Reading;

/// <summary>Finds where events are stored.</summary>
internal sealed class PlaceReader(Database database, OrganizationNumbers numbers, int loads)
    : EventReader<EventPlace>("places", database, numbers, loads)
{
    /// <inheritdoc/>
    /// <remarks>
    /// PostgreSQL looks up an array in key order, whatever its own order. Event places are never permanent. A place may be stored twice.
    /// </remarks>
    protected override string Query =>
        "SELECT DISTINCT event, type, node FROM replaygraph.event_places WHERE organization = $1 AND event = ANY ($2) AND period > 0";

    /// <inheritdoc/>
    protected override async Task<ILookup<EventId, EventPlace>> ReadAsync(OrganizationId organization, NpgsqlDataReader from)
    {
        List<EventPlace> places = [];
        var key = new byte[16];
        while (await from.ReadAsync().ConfigureAwait(false))
        {
            from.GetBytes(0, 0, key, 0, key.Length);
            var id = new EventId(BinaryPrimitives.ReadUInt128BigEndian(key));
            from.GetBytes(2, 0, key, 0, key.Length);
            places.Add(new(id, NodeId.FromKey(organization, (NodeType)from.GetInt16(1), key)));
        }

        return places.ToLookup(place => place.Event);
    }
}
