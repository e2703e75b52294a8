using System.Net.Sockets;
using Npgsql;

namespace ReplayGraph.Postgres.Connections;

/// <summary>What failures of the database say, and which of them may pass by themselves.</summary>
public static class Failures
{
    internal static bool IsUniqueViolation(Exception failure) =>
        failure is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation };

    /// <summary>A failure in a line: what PostgreSQL says without its details, and why it could not be reached.</summary>
    public static string Words(Exception failure) => failure switch
    {
        PostgresException refused => $"{refused.SqlState}: {refused.MessageText}",
        NpgsqlException { InnerException: SocketException way } => $"{failure.Message}: {way.Message}",
        _ => failure.Message,
    };

    /// <summary>
    /// Whether the same may succeed later. Everything may (an operator starts the server, frees the disk, gives back a right, makes the
    /// schema) but what the program itself did wrong: data or statements that PostgreSQL refuses.
    /// </summary>
    internal static bool IsTransient(Exception failure) => failure switch
    {
        PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege or PostgresErrorCodes.UndefinedTable } => true,
        PostgresException refused => refused.SqlState.Length < 2 || refused.SqlState[..2] is not ("22" or "23" or "42" or "54"),
        _ => IsOfDatabase(failure),
    };

    // What tells of PostgreSQL or of the way to it, and not of a bug here.
    private static bool IsOfDatabase(Exception failure) =>
        failure is NpgsqlException or IOException or TimeoutException or SocketException or ObjectDisposedException;
}
