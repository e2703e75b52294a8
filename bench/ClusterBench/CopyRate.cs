using System.Diagnostics;
using Npgsql;

namespace ReplayGraph.ClusterBench;

/// <summary>Measures how fast COPY can write the existing rows into the same tables.</summary>
internal static class CopyRate
{
    private static readonly string[] _tables = ["node_log", "event_places", "replay_rows"];

    // Those that PostgreSQL does not compute.
    private const string Columns = """
        SELECT string_agg(attname, ', ' ORDER BY attnum) FROM pg_attribute
        WHERE attrelid = $1::text::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
        """;

    /// <summary>Counts the rows.</summary>
    internal static async Task<long> CountAsync(string database)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        long count = 0;
        foreach (string table in _tables)
        {
            await using var command = new NpgsqlCommand($"SELECT count(*) FROM replaygraph.{table}", connection);
            count += (long)(await command.ExecuteScalarAsync())!;
        }

        return count;
    }

    /// <summary>Exports all rows, truncates the tables, and copies the rows back; returns rows per second and the number of rows.</summary>
    internal static async Task<(double Rate, long Rows)> MeasureAsync(string database)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(database) { CommandTimeout = 0 }.ConnectionString);
        await connection.OpenAsync();
        long rows = await CountAsync(database);
        List<(string Into, byte[] Rows)> all = [];
        foreach (string table in _tables)
        {
            using var bytes = new MemoryStream();
            await using var find = new NpgsqlCommand(Columns, connection) { Parameters = { new() { Value = $"replaygraph.{table}" } } };
            var columns = (string)(await find.ExecuteScalarAsync())!;
            await using Stream from = await connection.BeginRawBinaryCopyAsync(
                $"COPY (SELECT {columns} FROM replaygraph.{table}) TO STDOUT (FORMAT BINARY)");
            await from.CopyToAsync(bytes);
            all.Add(($"replaygraph.{table} ({columns})", bytes.ToArray()));
        }

        await ExecuteAsync(connection, $"TRUNCATE {string.Join(", ", _tables.Select(table => $"replaygraph.{table}"))}");
        await ExecuteAsync(connection, "CHECKPOINT");
        long begun = Stopwatch.GetTimestamp();
        foreach ((string into, byte[] copy) in all)
        {
            await using Stream to = await connection.BeginRawBinaryCopyAsync($"COPY {into} FROM STDIN (FORMAT BINARY)");
            await to.WriteAsync(copy);
        }

        return (rows / Stopwatch.GetElapsedTime(begun).TotalSeconds, rows);
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string text)
    {
        await using var command = new NpgsqlCommand(text, connection);
        await command.ExecuteNonQueryAsync();
    }
}
