using Npgsql;
using ReplayGraph.Postgres.Migrations;
using ReplayGraph.Silo.Options;

namespace ReplayGraph.Silo.Database;

/// <summary>Brings the database to what this program needs, whichever of the cluster's processes comes first.</summary>
internal static class Schema
{
    /// <exception cref="DatabaseMissingException">The database was not there in time, or is not one that this program can use.</exception>
    internal static async Task PrepareAsync(string connectionString, ClusterSettings settings, TimeProvider time, TextWriter talk)
    {
        var text = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false };
        text.Timeout = Math.Min(text.Timeout, 10);
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(text);
        var preparation = new Preparation(
            DatabaseAddress.Of(connectionString), TimeSpan.FromSeconds(settings.StartupSeconds), time, talk);
        await preparation.RunAsync(cancel => Migrator.MigrateAsync(source, cancel));
    }
}
