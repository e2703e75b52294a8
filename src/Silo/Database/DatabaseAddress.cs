using Npgsql;

namespace ReplayGraph.Silo.Database;

/// <summary>Which database, in words that hold no secret.</summary>
internal static class DatabaseAddress
{
    internal static string Of(string connectionString)
    {
        var parsed = new NpgsqlConnectionStringBuilder(connectionString);
        string user = parsed.Username ?? Environment.UserName;
        return $"PostgreSQL at {parsed.Host}:{parsed.Port}, database '{parsed.Database ?? user}', user '{user}'";
    }
}
