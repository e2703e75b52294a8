using System.Collections.Concurrent;
using Npgsql;

namespace ReplayGraph.PostgresServer;

/// <summary>
/// A temporary PostgreSQL server of a test run or, if REPLAYGRAPH_POSTGRES is set, the server of this
/// connection string, whose user must be able to create databases.
/// </summary>
public sealed class Server : IAsyncDisposable
{
    private const string NotInstalled =
        "PostgreSQL's server programs (initdb, pg_ctl) are not installed: install the package postgresql (Debian, Ubuntu) or "
        + "postgresql-server (Fedora), or set REPLAYGRAPH_POSTGRES to a connection string.";

    private const int Attempts = 5;

    private readonly NpgsqlConnectionStringBuilder _at;
    private readonly Cluster? _cluster;
    private readonly ConcurrentBag<string> _databases = [];
    private int _count;

    private Server(NpgsqlConnectionStringBuilder at, Cluster? cluster) => (_at, _cluster) = (at, cluster);

    /// <summary>Why no server can be started on this machine; null if one can.</summary>
    public static string? Missing => Given is null && Programs.Find() is null ? NotInstalled : null;

    /// <summary>Whether it can be stopped and started, because it belongs to this run.</summary>
    public bool IsOwn => _cluster is not null;

    /// <summary>Starts a server.</summary>
    /// <param name="isDurable">Whether commits are flushed to disk: needed for measurements, not for tests.</param>
    /// <param name="place">The network to run in; null: the loopback.</param>
    /// <exception cref="InvalidOperationException">PostgreSQL is not installed or does not start; the message states which.</exception>
    public static async Task<Server> StartAsync(bool isDurable = false, Place? place = null)
    {
        if (Given is { } given)
        {
            return new(new(given), null);
        }

        Cluster cluster = await Cluster.CreateAsync(isDurable, place ?? Place.Loopback).ConfigureAwait(false);
        for (int attempt = 1; ; attempt++)
        {
            int port = Ports.Next();
            try
            {
                await cluster.StartAsync(port).ConfigureAwait(false);
                return new(cluster.At(port), cluster);
            }
            catch (InvalidOperationException) when (attempt < Attempts)
            {
                // Another process may have taken the port meanwhile.
            }
            catch
            {
                await cluster.DisposeAsync().ConfigureAwait(false);
                throw;
            }
        }
    }

    /// <summary>Creates an empty database.</summary>
    /// <returns>Its connection string.</returns>
    public async Task<string> CreateDatabaseAsync()
    {
        string name = $"replaygraph_test_{Environment.ProcessId}_{Interlocked.Increment(ref _count)}";
        await ExecuteAsync($"DROP DATABASE IF EXISTS {name} WITH (FORCE)").ConfigureAwait(false);
        await ExecuteAsync($"CREATE DATABASE {name}").ConfigureAwait(false);
        _databases.Add(name);
        return new NpgsqlConnectionStringBuilder(_at.ConnectionString) { Database = name }.ConnectionString;
    }

    /// <summary>The processes of a server of this run, the postmaster first.</summary>
    public IReadOnlyList<int> ProcessIds() => Own().ProcessIds();

    /// <summary>Stops it: connections break, and uncommitted work is lost.</summary>
    public Task StopAsync(StopMode mode = StopMode.Immediate) => Own().StopAsync(mode);

    /// <summary>Restarts it at the same address.</summary>
    public Task StartAgainAsync() => Own().StartAsync(_at.Port);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_cluster is not null)
        {
            await _cluster.DisposeAsync().ConfigureAwait(false);
            return;
        }

        foreach (string database in _databases)
        {
            await ExecuteAsync($"DROP DATABASE IF EXISTS {database} WITH (FORCE)").ConfigureAwait(false);
        }
    }

    private static string? Given => Environment.GetEnvironmentVariable("REPLAYGRAPH_POSTGRES") is { Length: > 0 } given ? given : null;

    private async Task ExecuteAsync(string sql)
    {
        var own = new NpgsqlConnectionStringBuilder(_at.ConnectionString) { Pooling = false };
        await using var connection = new NpgsqlConnection(own.ConnectionString);
        await connection.OpenAsync().ConfigureAwait(false);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync().ConfigureAwait(false);
    }

    private Cluster Own() => _cluster ?? throw new InvalidOperationException("Tests cannot stop the server of REPLAYGRAPH_POSTGRES.");
}
