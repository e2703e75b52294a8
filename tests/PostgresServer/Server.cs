using System.Collections.Concurrent;
using Npgsql;

namespace ReplayGraph.PostgresServer;

/// <summary>
/// A PostgreSQL server of a test run's own, in a temporary folder, gone with it; or, if REPLAYGRAPH_POSTGRES is set, the one that this
/// connection string leads to, as somebody who may create databases.
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

    /// <summary>Why none can be started on this machine; null if one can.</summary>
    public static string? Missing => Given is null && Programs.Find() is null ? NotInstalled : null;

    /// <summary>Whether it can be stopped and started: it is this run's own.</summary>
    public bool IsOwn => _cluster is not null;

    /// <summary>Starts one.</summary>
    /// <param name="isDurable">Whether commits reach the disk, as tests need not and measurements must.</param>
    /// <param name="place">Where; null: on the loopback.</param>
    /// <exception cref="InvalidOperationException">There is no PostgreSQL here, or it does not start: the message says which.</exception>
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
                // Somebody else may have taken the port meanwhile.
            }
            catch
            {
                await cluster.DisposeAsync().ConfigureAwait(false);
                throw;
            }
        }
    }

    /// <summary>Creates an empty database.</summary>
    /// <returns>The connection string that leads to it.</returns>
    public async Task<string> CreateDatabaseAsync()
    {
        string name = $"replaygraph_test_{Environment.ProcessId}_{Interlocked.Increment(ref _count)}";
        await ExecuteAsync($"DROP DATABASE IF EXISTS {name} WITH (FORCE)").ConfigureAwait(false);
        await ExecuteAsync($"CREATE DATABASE {name}").ConfigureAwait(false);
        _databases.Add(name);
        return new NpgsqlConnectionStringBuilder(_at.ConnectionString) { Database = name }.ConnectionString;
    }

    /// <summary>The processes of a server of this run's own, the one that began the others first.</summary>
    public IReadOnlyList<int> ProcessIds() => Own().ProcessIds();

    /// <summary>Stops it: connections break, and what was not committed is lost.</summary>
    public Task StopAsync(StopMode mode = StopMode.Immediate) => Own().StopAsync(mode);

    /// <summary>Starts it again, at the same address.</summary>
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

    private Cluster Own() => _cluster ?? throw new InvalidOperationException("the server of REPLAYGRAPH_POSTGRES is not ours to stop");
}
