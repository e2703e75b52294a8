using ReplayGraph.Postgres.Migrations;

namespace ReplayGraph.Postgres.Tests;

/// <summary>Migrations of programs that do not exist yet.</summary>
internal static class Synthetic
{
    /// <summary>The next one after this program's: it expands.</summary>
    internal static Migration Next(string sql) => Next(Migration.All, sql, requires: 0);

    /// <summary>This program's, and more: each expands (0), or contracts and requires that programs know another.</summary>
    internal static IReadOnlyList<Migration> Newer(params int[] requires) => requires.Aggregate(
        Migration.All, (before, one) => [.. before, Next(before, $"CREATE TABLE replaygraph.next_{before.Count} (a int)", one)]);

    private static Migration Next(IReadOnlyList<Migration> before, string sql, int requires)
    {
        int number = before.Count + 1;
        string header = requires == 0 ? "-- migration: expand" : $"-- migration: contract, requires {requires:d4}";
        return new(number, $"{number:d4}_next", $"{header}\n{sql}");
    }
}
