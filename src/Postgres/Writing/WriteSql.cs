using ReplayGraph.Postgres.Periods;

namespace ReplayGraph.Postgres.Writing;

/// <summary>
/// The statements of a commit. Each takes its rows as columns, and keeps those only that are for the latest period or for ever: a node
/// that was read in an earlier one loses.
/// </summary>
internal static class WriteSql
{
    private const string IsNow = $"(period = 0 OR period = ({Period.Latest}))";

    /// <summary>Inserts into logs. Fails as a whole if any of the versions is there already.</summary>
    internal const string Log =
        $"""
        INSERT INTO replaygraph.node_log (organization, type, node, version, period, entry)
        SELECT * FROM unnest($1, $2, $3, $4, $5, $6) AS new (organization, type, node, version, period, entry) WHERE {IsNow}
        """;

    /// <summary>Inserts into logs those of which the version is not there yet, and says which.</summary>
    internal const string LogWon = Log + " ON CONFLICT DO NOTHING RETURNING organization, type, node, version";

    /// <summary>Tells where events were joined.</summary>
    internal const string Places =
        $"""
        INSERT INTO replaygraph.event_places (organization, event, type, node, period)
        SELECT * FROM unnest($1, $2, $3, $4, $5) AS new (organization, event, type, node, period) WHERE {IsNow}
        """;

    /// <summary>Replaces rows of replays by later ones.</summary>
    internal const string Replays =
        $"""
        INSERT INTO replaygraph.replay_rows AS old (organization, replay, version, expires_at, row)
        SELECT organization, replay, version, expires_at, row
        FROM unnest($1, $2, $3, $4, $5, $6) AS new (organization, replay, version, expires_at, row, period) WHERE {IsNow}
        ON CONFLICT (organization, replay) DO UPDATE
        SET version = excluded.version, expires_at = excluded.expires_at, row = excluded.row WHERE old.version < excluded.version
        """;

    /// <summary>Lets a period live at least so long.</summary>
    internal const string Expiry =
        "UPDATE replaygraph.periods SET expires_at = $1 WHERE number = $2 AND (expires_at IS NULL OR expires_at < $1)";
}
