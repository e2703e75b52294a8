using System.Buffers.Binary;
using Npgsql;
using ReplayGraph.Postgres.Connections;
using ReplayGraph.Postgres.Organizations;

namespace ReplayGraph.Postgres.Reading;

/// <summary>
/// Finds events that have more than one place. An ingest asks for all of its events, of which few do, so the database sends only those.
/// </summary>
internal sealed class ScatterReader(Database database, OrganizationNumbers numbers, int loads)
    : EventReader<EventId>("scattered", database, numbers, loads)
{
    /// <inheritdoc/>
    protected override string Query =>
        """
        SELECT event FROM replaygraph.event_places WHERE organization = $1 AND event = ANY ($2) AND period > 0
        GROUP BY event HAVING count(*) > 1
        """;

    /// <inheritdoc/>
    protected override async Task<ILookup<EventId, EventId>> ReadAsync(OrganizationId organization, NpgsqlDataReader from)
    {
        List<EventId> scattered = [];
        var key = new byte[16];
        while (await from.ReadAsync().ConfigureAwait(false))
        {
            from.GetBytes(0, 0, key, 0, key.Length);
            scattered.Add(new(BinaryPrimitives.ReadUInt128BigEndian(key)));
        }

        return scattered.ToLookup(id => id);
    }
}
