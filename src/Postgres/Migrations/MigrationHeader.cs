using System.Text.RegularExpressions;

namespace ReplayGraph.Postgres.Migrations;

/// <summary>
/// The first line of a migration: which programs can run on the schema after it. <c>-- migration: expand</c>: all, because it only adds.
/// <c>-- migration: contract, requires 0011</c>: those that know migration 0011, after which nothing uses what this one removes.
/// </summary>
internal static partial class MigrationHeader
{
    // Databases hold their checksums, so they have no header. They expand.
    private const int LastWithout = 10;

    /// <summary>The number of the migration that a program must know; 0 for none.</summary>
    /// <exception cref="InvalidOperationException">The header is missing or malformed.</exception>
    internal static int Requires(int number, string name, string sql)
    {
        if (number <= LastWithout)
        {
            return 0;
        }

        if (Header().Match(sql) is not { Success: true } header)
        {
            throw new InvalidOperationException(
                $"Migration {name} does not begin with a line '-- migration: expand' or '-- migration: contract, requires NNNN'.");
        }

        int requires = header.Groups[1] is { Success: true } one ? int.Parse(one.ValueSpan) : 0;
        return requires < number
            ? requires
            : throw new InvalidOperationException($"Migration {name} requires {requires:d4}, which does not precede it: expand first, contract later.");
    }

    [GeneratedRegex(@"\A-- migration: (?:expand|contract, requires (\d{4}))\r?\n", RegexOptions.CultureInvariant)]
    private static partial Regex Header();
}
