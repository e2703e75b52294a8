using System.Net.Sockets;
using Npgsql;

namespace ReplayGraph.Postgres.Connections;

/// <summary>Describes and classifies failures of the database.</summary>
public static class Failures
{
    internal static bool IsUniqueViolation(Exception failure) =>
        failure is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation };

    /// <summary>A failure in one line: PostgreSQL's message without its details, and why the server could not be reached.</summary>
    public static string Describe(Exception failure) => failure switch
    {
        PostgresException refused => $"{refused.SqlState}: {refused.MessageText}",
        NpgsqlException { InnerException: SocketException way } => $"{failure.Message}: {way.Message}",
        _ => failure.Message,
    };

    /// <summary>
    /// Whether a retry may succeed. True for everything an operator can fix (a stopped server, a full disk, missing rights, no schema);
    /// false for errors of this program, such as data or statements that PostgreSQL rejects.
    /// </summary>
    internal static bool IsTransient(Exception failure) => failure switch
    {
        PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege or PostgresErrorCodes.UndefinedTable } => true,
        PostgresException refused => refused.SqlState.Length < 2 || refused.SqlState[..2] is not ("22" or "23" or "42" or "54"),
        _ => IsOfDatabase(failure),
    };

    // Failures of PostgreSQL or of the connection to it, as opposed to bugs here.
    private static bool IsOfDatabase(Exception failure) =>
        failure is NpgsqlException or IOException or TimeoutException or SocketException or ObjectDisposedException;
}
