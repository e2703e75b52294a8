using System.Diagnostics;
using Npgsql;
using ReplayGraph.ClusterBench.Outages;
using ReplayGraph.PostgresServer;

namespace ReplayGraph.ClusterBench.Growth;

/// <summary>What a cluster has used, and for how many facts.</summary>
/// <param name="Facts">The number of facts.</param>
/// <param name="Silos">The processor time of the silos.</param>
/// <param name="FrontEnd">The processor time of the front-end.</param>
/// <param name="Database">The processor time of PostgreSQL.</param>
/// <param name="Bytes">The size of the database.</param>
/// <param name="Elapsed">The time.</param>
internal sealed record Cost(long Facts, TimeSpan Silos, TimeSpan FrontEnd, TimeSpan Database, long Bytes, TimeSpan Elapsed)
{
    private static readonly long _start = Stopwatch.GetTimestamp();

    /// <summary>The processors that were busy, on average.</summary>
    internal double Busy => (Silos + FrontEnd + Database) / Elapsed;

    /// <summary>The processor time for each million facts, in s.</summary>
    internal double Each => PerMillion(Silos + FrontEnd + Database);

    /// <summary>What has been used so far; the last program is the front-end.</summary>
    internal static async Task<Cost> OfAsync(Server server, string database, IReadOnlyList<ClusterProgram> programs, long facts)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("SELECT pg_database_size(current_database())", connection);
        long bytes = (long)(await command.ExecuteScalarAsync())!;
        return new(
            facts,
            TimeSpan.FromTicks(programs.SkipLast(1).Sum(program => program.ProcessorTime.Ticks)),
            programs[^1].ProcessorTime,
            TimeSpan.FromTicks(server.ProcessIds().Sum(id => Process.GetProcessById(id).TotalProcessorTime.Ticks)),
            bytes,
            Stopwatch.GetElapsedTime(_start));
    }

    internal double PerMillion(TimeSpan time) => time.TotalSeconds * 1_000_000 / Facts;

    internal Cost Minus(Cost before) =>
        new(
            Facts - before.Facts, Silos - before.Silos, FrontEnd - before.FrontEnd, Database - before.Database, Bytes - before.Bytes,
            Elapsed - before.Elapsed);

    internal Cost Plus(Cost other) =>
        new(
            Facts + other.Facts, Silos + other.Silos, FrontEnd + other.FrontEnd, Database + other.Database, Bytes + other.Bytes,
            Elapsed + other.Elapsed);
}
