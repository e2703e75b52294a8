using Npgsql;

namespace ReplayGraph.PostgresServer;

/// <summary>A data folder of PostgreSQL, and the server on it.</summary>
internal sealed class Cluster : IAsyncDisposable
{
    private readonly DirectoryInfo _folder;
    private readonly Programs _programs;
    private readonly string _password;
    private readonly EventHandler _onExit;
    private bool _isRunning;

    private Cluster(DirectoryInfo folder, Programs programs, string password)
    {
        (_folder, _programs, _password) = (folder, programs, password);
        _onExit = (_, _) => DisposeAsync().AsTask().GetAwaiter().GetResult();
        // For runs that end without disposing of it.
        AppDomain.CurrentDomain.ProcessExit += _onExit;
    }

    private string Data => Path.Combine(_folder.FullName, "data");

    internal static async Task<Cluster> CreateAsync(bool isDurable)
    {
        Programs programs = Programs.Find();
        DirectoryInfo folder = Directory.CreateTempSubdirectory("replaygraph-postgres-");
        var cluster = new Cluster(folder, programs, Guid.NewGuid().ToString("N"));
        try
        {
            string secret = Path.Combine(folder.FullName, "secret");
            await File.WriteAllTextAsync(secret, cluster._password).ConfigureAwait(false);
            await programs.OwnAsync(folder.FullName).ConfigureAwait(false);
            await programs.RunAsync("initdb", "-D", cluster.Data, "-U", "replaygraph", "-A", "scram-sha-256", "--pwfile", secret,
                "-E", "UTF8", "--no-locale", "--no-sync").ConfigureAwait(false);
            await File.AppendAllLinesAsync(Path.Combine(cluster.Data, "postgresql.conf"), Settings(isDurable)).ConfigureAwait(false);
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    internal NpgsqlConnectionStringBuilder At(int port) => new()
    {
        Host = "127.0.0.1",
        Port = port,
        Username = "replaygraph",
        Password = _password,
        Database = "postgres",
    };

    internal async Task StartAsync(int port)
    {
        await _programs.RunAsync("pg_ctl", "-D", Data, "-l", Path.Combine(_folder.FullName, "log"), "-o", $"-p {port}", "-w", "start")
            .ConfigureAwait(false);
        _isRunning = true;
    }

    internal async Task StopAsync()
    {
        await _programs.RunAsync("pg_ctl", "-D", Data, "-m", "immediate", "-w", "stop").ConfigureAwait(false);
        _isRunning = false;
    }

    public async ValueTask DisposeAsync()
    {
        AppDomain.CurrentDomain.ProcessExit -= _onExit;
        if (_isRunning)
        {
            await StopAsync().ConfigureAwait(false);
        }

        if (Directory.Exists(_folder.FullName))
        {
            _folder.Delete(recursive: true);
        }
    }

    private static IEnumerable<string> Settings(bool isDurable)
    {
        yield return "listen_addresses = '127.0.0.1'";
        yield return "unix_socket_directories = ''";
        yield return "max_connections = 300";
        yield return isDurable ? "max_wal_size = '4GB'" : "fsync = off";
        yield return isDurable ? "shared_buffers = '512MB'" : "full_page_writes = off";
    }
}
