using System.Text.RegularExpressions;
using Npgsql;

namespace ReplayGraph.ClusterBench.Tables;

/// <summary>How PostgreSQL executed the statements of a call, from the log of a server of this run: see auto_explain.</summary>
internal sealed partial class Plans(string database)
{
    private const string Log = "SELECT pg_read_file(current_setting('data_directory') || '/../log')";

    /// <summary>A connection string whose statements are explained.</summary>
    internal static string Explained(string database) => new NpgsqlConnectionStringBuilder(database)
    {
        CommandTimeout = 0,
        Options = "-c session_preload_libraries=auto_explain -c auto_explain.log_min_duration=0 -c auto_explain.log_analyze=on"
            + " -c auto_explain.log_buffers=on",
    }.ConnectionString;

    /// <summary>The plans of the statements of a call, each once.</summary>
    internal async Task<string> OfAsync(Func<Task> call)
    {
        int before = (await ReadAsync()).Length;
        await call();
        string log = (await ReadAsync())[before..];
        return string.Join('\n', Entry().Matches(log).Select(match => match.Groups["plan"].Value).DistinctBy(plan => plan.Split("\n")[1]));
    }

    private async Task<string> ReadAsync()
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(Log, connection);
        return (string)(await command.ExecuteScalarAsync())!;
    }

    // A first line, and those of the plan after a tab each.
    [GeneratedRegex(@"duration: (?<plan>.*plan:\n(?:\t.*\n)+)")]
    private static partial Regex Entry();
}
