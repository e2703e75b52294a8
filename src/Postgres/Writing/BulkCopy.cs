using Npgsql;

namespace ReplayGraph.Postgres.Writing;

/// <summary>
/// Bulk writes by binary COPY: half the work of an insert for the database, but a single version conflict aborts the whole copy.
/// </summary>
internal static class BulkCopy
{
    private const string Log = "COPY replaygraph.node_log (organization, type, node, version, period, entry) FROM STDIN (FORMAT BINARY)";

    private const string Places = "COPY replaygraph.event_places (organization, event, type, node, period) FROM STDIN (FORMAT BINARY)";

    /// <summary>Copies entries into the logs of their nodes.</summary>
    /// <exception cref="PostgresException">A unique violation: one of the writes conflicts.</exception>
    internal static async Task LogAsync(NpgsqlConnection connection, Row[] rows)
    {
        CopyWriter to = await CopyWriter.BeginAsync(connection, Log).ConfigureAwait(false);
        foreach (Row row in rows)
        {
            await to.RowAsync(columns: 6).ConfigureAwait(false);
            to.Int(row.Organization);
            to.Short((short)row.Write.Node.Type);
            await to.BytesAsync(row.Key).ConfigureAwait(false);
            to.Long(row.Next.Number);
            to.Int(row.Period);
            await to.BytesAsync(row.Write.Entry).ConfigureAwait(false);
        }

        await to.CompleteAsync().ConfigureAwait(false);
    }

    /// <summary>Copies the new places of events, in order of the events, so that index pages are written sequentially.</summary>
    internal static async Task PlacesAsync(NpgsqlConnection connection, Row[] rows)
    {
        (UInt128 Event, Row Row)[] places = [.. from row in rows from id in row.Write.Events select (id.Value, row)];
        Array.Sort(places, (a, b) => a.Event.CompareTo(b.Event));
        CopyWriter to = await CopyWriter.BeginAsync(connection, Places).ConfigureAwait(false);
        foreach ((UInt128 id, Row row) in places)
        {
            await to.RowAsync(columns: 5).ConfigureAwait(false);
            to.Int(row.Organization);
            to.Id(id);
            to.Short((short)row.Write.Node.Type);
            await to.BytesAsync(row.Key).ConfigureAwait(false);
            to.Int(row.Period);
        }

        await to.CompleteAsync().ConfigureAwait(false);
    }
}
