using System.Net.Sockets;
using Npgsql;
using ReplayGraph.Postgres.Connections;

namespace ReplayGraph.Silo.Database;

/// <summary>
/// Prepares the database before anything else starts: waits until it is available, and migrates its schema. The processes of a cluster may
/// all start before their database does.
/// </summary>
internal sealed class Preparation(string database, TimeSpan? timeout, TimeProvider time, TextWriter output)
{
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan _reportInterval = TimeSpan.FromSeconds(15);

    /// <summary>Runs it.</summary>
    /// <param name="prepare">Migrates the schema.</param>
    /// <param name="cancel">Cancels it.</param>
    /// <exception cref="DatabaseMissingException">The database was not ready in time, or an operator must correct something.</exception>
    internal async Task RunAsync(Func<CancellationToken, Task> prepare, CancellationToken cancel = default)
    {
        long started = time.GetTimestamp();
        long reportedAt = started;
        string? reported = null;
        while (true)
        {
            try
            {
                await prepare(cancel);
                if (reported is not null)
                {
                    output.WriteLine($"{database}: ready.");
                }

                return;
            }
            catch (Exception e) when (CauseOf(e) is { } cause)
            {
                TimeSpan waited = time.GetElapsedTime(started);
                string reason = Failures.Describe(cause);
                if (!IsTransient(cause))
                {
                    throw new DatabaseMissingException($"{database} cannot be used: {reason}", e);
                }

                if (waited + _pause > timeout)
                {
                    throw new DatabaseMissingException($"{database} was not ready for {waited.TotalSeconds:0} s: {reason}", e);
                }

                if (reason != reported || time.GetElapsedTime(reportedAt) > _reportInterval)
                {
                    string limit = timeout is { } most ? $" of {most.TotalSeconds:0}" : "";
                    output.WriteLine($"Waiting for {database} ({waited.TotalSeconds:0}{limit} s): {reason}");
                    (reported, reportedAt) = (reason, time.GetTimestamp());
                }
            }

            await Task.Delay(_pause, time, cancel);
        }
    }

    // The failure of the database or its connection, however it is wrapped; null if it is another failure.
    private static Exception? CauseOf(Exception e)
    {
        for (Exception? cause = e; cause is not null; cause = cause.InnerException)
        {
            if (cause is NpgsqlException or SocketException or TimeoutException or IOException)
            {
                return cause;
            }
        }

        return e as GraphException;
    }

    // Errors of PostgreSQL do not pass by waiting, except while it starts, or before the database or user has been created.
    private static bool IsTransient(Exception cause) => cause switch
    {
        PostgresException refused => refused.IsTransient
            || refused.SqlState is PostgresErrorCodes.InvalidCatalogName
            || refused.SqlState[..2] is "28" or "57",
        GraphException graph => graph.IsTransient,
        _ => true,
    };
}
