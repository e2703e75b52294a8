using Npgsql;
using NpgsqlTypes;
using ReplayGraph.Postgres.Connections;

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
        await using NpgsqlBinaryImporter to = await connection.BeginBinaryImportAsync(Log).ConfigureAwait(false);
        foreach (Row row in rows)
        {
            await to.StartRowAsync().ConfigureAwait(false);
            await to.WriteAsync(row.Organization, NpgsqlDbType.Integer).ConfigureAwait(false);
            await to.WriteAsync((short)row.Write.Node.Type, NpgsqlDbType.Smallint).ConfigureAwait(false);
            await to.WriteAsync(row.Key, NpgsqlDbType.Bytea).ConfigureAwait(false);
            await to.WriteAsync(row.Write.Read.Number + 1, NpgsqlDbType.Bigint).ConfigureAwait(false);
            await to.WriteAsync(row.Period, NpgsqlDbType.Integer).ConfigureAwait(false);
            await to.WriteAsync(row.Write.Entry, NpgsqlDbType.Bytea).ConfigureAwait(false);
        }

        await to.CompleteAsync().ConfigureAwait(false);
    }

    /// <summary>Copies the new places of events.</summary>
    internal static async Task PlacesAsync(NpgsqlConnection connection, Row[] rows)
    {
        await using NpgsqlBinaryImporter to = await connection.BeginBinaryImportAsync(Places).ConfigureAwait(false);
        foreach (Row row in rows)
        {
            foreach (EventId id in row.Write.Events)
            {
                await to.StartRowAsync().ConfigureAwait(false);
                await to.WriteAsync(row.Organization, NpgsqlDbType.Integer).ConfigureAwait(false);
                await to.WriteAsync(Parameter.KeyOf(id.Value), NpgsqlDbType.Bytea).ConfigureAwait(false);
                await to.WriteAsync((short)row.Write.Node.Type, NpgsqlDbType.Smallint).ConfigureAwait(false);
                await to.WriteAsync(row.Key, NpgsqlDbType.Bytea).ConfigureAwait(false);
                await to.WriteAsync(row.Period, NpgsqlDbType.Integer).ConfigureAwait(false);
            }
        }

        await to.CompleteAsync().ConfigureAwait(false);
    }
}
