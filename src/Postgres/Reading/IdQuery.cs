using Npgsql;
using ReplayGraph.Cluster.Ids;
using ReplayGraph.Cluster.Store;

namespace ReplayGraph.Postgres.Reading;

/// <summary>A query by ids.</summary>
/// <param name="Name">Its name in telemetry.</param>
/// <param name="Text">
/// Its text, by the number of an organization and an array of keys. Its first column is the key. PostgreSQL looks up an array in key order,
/// whatever its own order, at a third of the cost of a join of that size.
/// </param>
/// <param name="Read">Reads the rest of a row.</param>
internal sealed record IdQuery<TFound>(string Name, string Text, Func<OrganizationId, UInt128, NpgsqlDataReader, TFound> Read);

/// <summary>The queries by ids. Event places are never permanent.</summary>
internal static class IdQueries
{
    /// <summary>The places of events. A place may be stored twice.</summary>
    internal static IdQuery<EventPlace> Places { get; } = new(
        "places",
        "SELECT DISTINCT event, type, node FROM replaygraph.event_places WHERE organization = $1 AND event = ANY ($2) AND period > 0",
        static (organization, id, row) =>
            new(new(id), NodeId.FromKey(organization, (NodeType)row.GetInt16(1), row.GetFieldValue<byte[]>(2))));

    /// <summary>
    /// The events with more than one place. An ingest asks for all of its events, of which few have one, so the database sends only those.
    /// </summary>
    internal static IdQuery<EventId> Scattered { get; } = new(
        "scattered",
        """
        SELECT event FROM replaygraph.event_places WHERE organization = $1 AND event = ANY ($2) AND period > 0
        GROUP BY event HAVING count(*) > 1
        """,
        static (_, id, _) => new(id));

    /// <summary>The rows of replays.</summary>
    internal static IdQuery<ReplayRow> Replays { get; } = new(
        "replays",
        "SELECT replay, version, row FROM replaygraph.replay_rows WHERE organization = $1 AND replay = ANY ($2)",
        static (_, id, row) => ReplayRow.Read(new(id), row.GetInt64(1), row.GetFieldValue<byte[]>(2)));
}
