using Npgsql;
using ReplayGraph.Postgres.Migrations;

namespace ReplayGraph.Postgres.Tests;

/// <summary>The schema of a database.</summary>
internal static class Schema
{
    /// <summary>Migrates it, as a program with these migrations does.</summary>
    internal static async Task MigrateAsync(string database, IReadOnlyList<Migration> known)
    {
        await using var source = NpgsqlDataSource.Create(database);
        await Migrator.MigrateAsync(source, known, CancellationToken.None);
    }

    /// <summary>Executes a statement.</summary>
    internal static async Task ExecuteAsync(string database, string sql)
    {
        await using var source = NpgsqlDataSource.Create(database);
        await using NpgsqlCommand command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
