using Npgsql;

namespace ReplayGraph.Silo.Database;

/// <summary>Describes a database without secrets.</summary>
internal static class DatabaseAddress
{
    internal static string Of(string connectionString)
    {
        var parsed = new NpgsqlConnectionStringBuilder(connectionString);
        string user = parsed.Username ?? Environment.UserName;
        return $"PostgreSQL at {parsed.Host}:{parsed.Port}, database '{parsed.Database ?? user}', user '{user}'";
    }
}
