using Npgsql;
using ReplayGraph.Postgres.Connections;

namespace ReplayGraph.Postgres.Writing;

/// <summary>Writes by INSERT, with one array parameter for each column; the arrays of a statement have the same length.</summary>
internal static class Inserts
{
    private const string IntoLog =
        """
        INSERT INTO replaygraph.node_log (organization, type, node, version, period, entry)
        SELECT * FROM unnest($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING RETURNING organization, type, node, version
        """;

    private const string IntoPlaces =
        """
        INSERT INTO replaygraph.event_places (organization, event, type, node, period) SELECT * FROM unnest($1, $2, $3, $4, $5)
        """;

    private const string IntoReplays =
        """
        INSERT INTO replaygraph.replay_rows AS old (organization, replay, version, expires_at, row, started_at, project)
        SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7)
        ON CONFLICT (organization, replay) DO UPDATE
        SET version = excluded.version, expires_at = excluded.expires_at, row = excluded.row,
            started_at = excluded.started_at, project = excluded.project
        WHERE old.version < excluded.version
        """;

    // The rows stay, without content, so that their versions are never free again: a writer that is behind still conflicts.
    private const string EmptyReplaced =
        """
        UPDATE replaygraph.node_log AS log SET entry = NULL FROM unnest($1, $2, $3, $4, $5) AS replaced (organization, type, node, after, last)
        WHERE log.organization = replaced.organization AND log.type = replaced.type AND log.node = replaced.node
            AND log.version > replaced.after AND log.version <= replaced.last
        """;

    /// <summary>Inserts the entries whose versions do not exist yet, and returns which ones it inserted, in order of the writes.</summary>
    internal static NpgsqlBatchCommand Log(Row[] rows) => Of(
        IntoLog,
        Parameter.Of(Array.ConvertAll(rows, row => row.Organization)),
        Parameter.Of(Array.ConvertAll(rows, row => (short)row.Write.Node.Type)),
        Parameter.Of(Array.ConvertAll(rows, row => row.Key)),
        Parameter.Of(Array.ConvertAll(rows, row => row.Next.Number)),
        Parameter.Of(Array.ConvertAll(rows, row => row.Period)),
        Parameter.Of(Array.ConvertAll(rows, row => row.Write.Entry)));

    /// <summary>Inserts the new places of events; null if there are none.</summary>
    internal static NpgsqlBatchCommand? Places(Row[] rows)
    {
        (Row Row, EventId Event)[] all = [.. from row in rows from id in row.Write.Events select (row, id)];
        return all.Length == 0 ? null : Of(
            IntoPlaces,
            Parameter.Of(Array.ConvertAll(all, one => one.Row.Organization)),
            Parameter.Of(Array.ConvertAll(all, one => Parameter.KeyOf(one.Event.Value))),
            Parameter.Of(Array.ConvertAll(all, one => (short)one.Row.Write.Node.Type)),
            Parameter.Of(Array.ConvertAll(all, one => one.Row.Key)),
            Parameter.Of(Array.ConvertAll(all, one => one.Row.Period)));
    }

    /// <summary>Replaces replay rows by later versions; null if there are none.</summary>
    internal static NpgsqlBatchCommand? Replays(Row[] rows)
    {
        Row[] all = Array.FindAll(rows, row => row.Write.Replay is not null);
        return all.Length == 0 ? null : Of(
            IntoReplays,
            Parameter.Of(Array.ConvertAll(all, row => row.Organization)),
            Parameter.Of(Array.ConvertAll(all, row => row.Key)),
            Parameter.Of(Array.ConvertAll(all, row => row.Write.Replay!.Version)),
            Parameter.Of(Array.ConvertAll(all, row => row.RowExpiry)),
            Parameter.Of(Array.ConvertAll(all, row => row.Write.Replay!.Bytes)),
            Parameter.Of(Array.ConvertAll(all, row => row.WatchableSince)),
            Parameter.Of(Array.ConvertAll(all, row => row.Write.Replay!.Head.ProjectId.Value)));
    }

    /// <summary>Empties the entries that writes replace; null if they replace none.</summary>
    internal static NpgsqlBatchCommand? Replaced(Row[] rows)
    {
        Row[] all = Array.FindAll(rows, row => row.Write.ReplacesAfter is not null);
        return all.Length == 0 ? null : Of(
            EmptyReplaced,
            Parameter.Of(Array.ConvertAll(all, row => row.Organization)),
            Parameter.Of(Array.ConvertAll(all, row => (short)row.Write.Node.Type)),
            Parameter.Of(Array.ConvertAll(all, row => row.Key)),
            Parameter.Of(Array.ConvertAll(all, row => row.Write.ReplacesAfter!.Value)),
            Parameter.Of(Array.ConvertAll(all, row => row.Write.Read.Number)));
    }

    private static NpgsqlBatchCommand Of(string sql, params ReadOnlySpan<NpgsqlParameter> columns)
    {
        var insert = new NpgsqlBatchCommand(sql);
        foreach (NpgsqlParameter column in columns)
        {
            insert.Parameters.Add(column);
        }

        return insert;
    }
}
