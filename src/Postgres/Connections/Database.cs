using Npgsql;
using ReplayGraph.Postgres.Telemetry;

namespace ReplayGraph.Postgres.Connections;

/// <summary>The connection pool. Translates failures into <see cref="GraphException"/>s.</summary>
internal sealed class Database : IAsyncDisposable
{
    // Every statement finds rows by key, and reads them in the order of an index. Prepared plans live as long as their connection, so a plan
    // made while a table was small must not scan or sort it once it is large.
    private const string Planner =
        "-c enable_seqscan=off -c enable_sort=off -c enable_hashjoin=off -c enable_mergejoin=off -c plan_cache_mode=force_generic_plan -c jit=off"
        + " -c max_parallel_workers_per_gather=0";

    private const int Buffer = 64 << 10;

    internal Database(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        settings.Options = settings.Options is { Length: > 0 } given ? $"{Planner} {given}" : Planner;
        settings.MaxAutoPrepare = Math.Max(settings.MaxAutoPrepare, 64);
        settings.AutoPrepareMinUsages = 1;
        settings.ReadBufferSize = Math.Max(settings.ReadBufferSize, Buffer);
        settings.WriteBufferSize = Math.Max(settings.WriteBufferSize, Buffer);
        settings.NoResetOnClose = true;
        settings.ApplicationName ??= "replaygraph";
        Where = $"PostgreSQL at {settings.Host}:{settings.Port}/{settings.Database ?? settings.Username}";
        Source = NpgsqlDataSource.Create(settings);
    }

    internal NpgsqlDataSource Source { get; }

    /// <summary>Which database, without credentials; for messages.</summary>
    internal string Where { get; }

    /// <summary>Runs an operation and translates its failures.</summary>
    /// <param name="what">The operation's name, for messages and meters.</param>
    /// <param name="action">The operation.</param>
    internal async Task<T> DoAsync<T>(string what, Func<NpgsqlConnection, Task<T>> action)
    {
        try
        {
            await using NpgsqlConnection connection = await Source.OpenConnectionAsync(CancellationToken.None).ConfigureAwait(false);
            return await action(connection).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is not (GraphException or OperationCanceledException))
        {
            throw Fail(what, failure);
        }
    }

    /// <summary>
    /// Runs an operation that is safe to repeat: if a pooled connection turns out to be broken, it is retried once on a new one.
    /// </summary>
    internal async Task<T> ReadAsync<T>(string what, Func<NpgsqlConnection, Task<T>> action)
    {
        bool wasOpen = false;
        try
        {
            await using NpgsqlConnection connection = await Source.OpenConnectionAsync(CancellationToken.None).ConfigureAwait(false);
            wasOpen = true;
            return await action(connection).ConfigureAwait(false);
        }
        catch (Exception failure) when (wasOpen && IsLost(failure))
        {
            PostgresMeters.Failed(what);
            return await DoAsync(what, action).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is not (GraphException or OperationCanceledException))
        {
            throw Fail(what, failure);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Source.DisposeAsync();

    private GraphException Fail(string what, Exception failure)
    {
        PostgresMeters.Failed(what);
        return new($"{Where}: {what}: {Failures.Describe(failure)}", Failures.IsTransient(failure), failure);
    }

    private static bool IsLost(Exception failure) => failure is PostgresException { SqlState: PostgresErrorCodes.AdminShutdown }
        or NpgsqlException { InnerException: IOException or System.Net.Sockets.SocketException };
}
