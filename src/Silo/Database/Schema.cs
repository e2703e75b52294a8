using Npgsql;
using ReplayGraph.Postgres.Migrations;
using ReplayGraph.Silo.Options;

namespace ReplayGraph.Silo.Database;

/// <summary>Migrates the database to the schema of this program. The first process of the cluster does it.</summary>
internal static class Schema
{
    /// <exception cref="DatabaseMissingException">The database was not ready in time, or this program cannot use it.</exception>
    internal static async Task PrepareAsync(
        string connectionString, ClusterSettings settings, TimeProvider time, TextWriter output, CancellationToken cancel = default)
    {
        var text = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false };
        text.Timeout = Math.Min(text.Timeout, 10);
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(text);
        var preparation = new Preparation(
            DatabaseAddress.Of(connectionString), settings.StartupLimit, time, output);
        await preparation.RunAsync(cancel => Migrator.MigrateAsync(source, cancel), cancel);
    }
}
