using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace ReplayGraph.Postgres.Migrations;

/// <summary>One numbered step of the schema: a file <c>0001_name.sql</c> in this folder.</summary>
internal sealed record Migration(int Number, string Name, string Sql)
{
    /// <summary>Detects edits of an applied migration. Line endings are normalized, because version control may change them.</summary>
    internal string Checksum { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Sql.ReplaceLineEndings("\n"))));

    /// <summary>The number of the migration that a program must know to run on the schema after this one; 0 for none.</summary>
    internal int Requires { get; } = MigrationHeader.Requires(Number, Name, Sql);

    /// <summary>All migrations of this program, in order.</summary>
    internal static IReadOnlyList<Migration> All { get; } = ReadAll();

    private static Migration[] ReadAll()
    {
        Assembly assembly = typeof(Migration).Assembly;
        Migration[] all =
        [
            .. assembly.GetManifestResourceNames()
                .Where(name => name.EndsWith(".sql", StringComparison.Ordinal))
                .Select(name => Read(assembly, name))
                .OrderBy(migration => migration.Number),
        ];
        return all.Index().All(at => at.Item.Number == at.Index + 1)
            ? all
            : throw new InvalidOperationException(
                $"Migrations are not numbered consecutively from 1: {string.Join(", ", all.Select(one => one.Name))}");
    }

    private static Migration Read(Assembly assembly, string resource)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!, Encoding.UTF8);
        string name = Path.GetFileNameWithoutExtension(resource);
        return new(int.Parse(name.AsSpan(0, name.IndexOf('_', StringComparison.Ordinal))), name, reader.ReadToEnd());
    }
}
