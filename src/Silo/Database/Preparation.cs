using System.Net.Sockets;
using Npgsql;
using ReplayGraph.Postgres.Connections;

namespace ReplayGraph.Silo.Database;

/// <summary>
/// Makes the database ready before anything else begins: waits until it is there, and brings its schema up to date. A cluster's
/// processes may all start before their database does.
/// </summary>
internal sealed class Preparation(string where, TimeSpan patience, TimeProvider time, TextWriter talk)
{
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan _silence = TimeSpan.FromSeconds(15);

    /// <summary>Runs it.</summary>
    /// <param name="prepare">Brings the schema up to date.</param>
    /// <param name="cancel">Stops.</param>
    /// <exception cref="DatabaseMissingException">It was not there in time, or refuses what only an operator can change.</exception>
    internal async Task RunAsync(Func<CancellationToken, Task> prepare, CancellationToken cancel = default)
    {
        long begun = time.GetTimestamp();
        long spoken = begun;
        string? said = null;
        while (true)
        {
            try
            {
                await prepare(cancel);
                if (said is not null)
                {
                    talk.WriteLine($"{where}: ready.");
                }

                return;
            }
            catch (Exception e) when (CauseOf(e) is { } cause)
            {
                TimeSpan waited = time.GetElapsedTime(begun);
                string why = Failures.Words(cause);
                if (!MayPass(cause))
                {
                    throw new DatabaseMissingException($"{where} cannot be used: {why}", e);
                }

                if (waited + _pause > patience)
                {
                    throw new DatabaseMissingException($"{where} was not ready for {waited.TotalSeconds:0} s: {why}", e);
                }

                if (why != said || time.GetElapsedTime(spoken) > _silence)
                {
                    talk.WriteLine($"Waiting for {where} ({waited.TotalSeconds:0} of {patience.TotalSeconds:0} s): {why}");
                    (said, spoken) = (why, time.GetTimestamp());
                }
            }

            await Task.Delay(_pause, time, cancel);
        }
    }

    // The failure of the database or of the way to it, wherever it is wrapped; null: it is another.
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

    // What PostgreSQL itself refuses will not pass by waiting, but for what belongs to a start: of its own, of the database, of the user.
    private static bool MayPass(Exception cause) => cause switch
    {
        PostgresException refused => refused.IsTransient
            || refused.SqlState is PostgresErrorCodes.InvalidCatalogName
            || refused.SqlState[..2] is "28" or "57",
        GraphException graph => graph.IsTransient,
        _ => true,
    };
}
