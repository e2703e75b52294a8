using Npgsql;
using ReplayGraph.ClusterBench.Outages;
using ReplayGraph.PostgresServer;

namespace ReplayGraph.ClusterBench.Soak;

/// <summary>What the processes and tables of a cluster occupy at a time, in bytes.</summary>
/// <param name="Silo">The memory of the largest silo.</param>
/// <param name="FrontEnd">The memory of the front-end.</param>
/// <param name="Database">The memory of all processes of PostgreSQL.</param>
/// <param name="Logs">The tables of all periods, without their indexes.</param>
/// <param name="LogIndexes">The indexes of all periods.</param>
/// <param name="Rows">The tables that are not divided into periods, without their indexes.</param>
/// <param name="RowIndexes">Their indexes.</param>
internal sealed record Sample(
    long Silo, long FrontEnd, long Database, long Logs, long LogIndexes, long Rows, long RowIndexes)
{
    private const string Sizes =
        """
        SELECT coalesce(sum(pg_table_size(oid)) FILTER (WHERE relispartition), 0)::bigint,
            coalesce(sum(pg_indexes_size(oid)) FILTER (WHERE relispartition), 0)::bigint,
            coalesce(sum(pg_table_size(oid)) FILTER (WHERE NOT relispartition), 0)::bigint,
            coalesce(sum(pg_indexes_size(oid)) FILTER (WHERE NOT relispartition), 0)::bigint
        FROM pg_class WHERE relkind = 'r' AND relnamespace = 'replaygraph'::regnamespace
        """;

    /// <summary>Takes one.</summary>
    internal static async Task<Sample> OfAsync(Server server, string database, IEnumerable<ClusterProgram> silos, ClusterProgram frontEnd)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(Sizes, connection);
        await using NpgsqlDataReader row = await command.ExecuteReaderAsync();
        await row.ReadAsync();
        return new(
            silos.Max(silo => silo.Memory), frontEnd.Memory, server.ProcessIds().Sum(ResidentMemory.Of),
            row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3));
    }

    /// <summary>The larger of each.</summary>
    internal static Sample Peak(Sample a, Sample b) =>
        new(
            Math.Max(a.Silo, b.Silo), Math.Max(a.FrontEnd, b.FrontEnd), Math.Max(a.Database, b.Database), Math.Max(a.Logs, b.Logs),
            Math.Max(a.LogIndexes, b.LogIndexes), Math.Max(a.Rows, b.Rows), Math.Max(a.RowIndexes, b.RowIndexes));
}
