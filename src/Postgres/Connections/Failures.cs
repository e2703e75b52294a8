using Npgsql;

namespace ReplayGraph.Postgres.Connections;

/// <summary>Tells what may pass by itself from what will not.</summary>
internal static class Failures
{
    internal static bool IsUniqueViolation(Exception failure) =>
        failure is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation };

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
        failure is NpgsqlException or IOException or TimeoutException or System.Net.Sockets.SocketException or ObjectDisposedException;
}
