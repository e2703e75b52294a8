using System.Globalization;
using Npgsql;

namespace ReplayGraph.PostgresServer;

/// <summary>A data folder of PostgreSQL and its server.</summary>
internal sealed class Cluster : IAsyncDisposable
{
    private readonly DirectoryInfo _folder;
    private readonly Programs _programs;
    private readonly string _password;
    private readonly Place _place;
    private readonly EventHandler _onExit;
    private bool _isRunning;

    private Cluster(DirectoryInfo folder, Programs programs, string password, Place place)
    {
        (_folder, _programs, _password, _place) = (folder, programs, password, place);
        _onExit = (_, _) => DisposeAsync().AsTask().GetAwaiter().GetResult();
        // For runs that end without disposal.
        AppDomain.CurrentDomain.ProcessExit += _onExit;
    }

    private string Data => Path.Combine(_folder.FullName, "data");

    internal static async Task<Cluster> CreateAsync(bool isDurable, Place place)
    {
        Programs programs = Programs.Find() ?? throw new InvalidOperationException(Server.Missing);
        DirectoryInfo folder = Directory.CreateTempSubdirectory("replaygraph-postgres-");
        var cluster = new Cluster(folder, programs, Guid.NewGuid().ToString("N"), place);
        try
        {
            string secret = Path.Combine(folder.FullName, "secret");
            await File.WriteAllTextAsync(secret, cluster._password).ConfigureAwait(false);
            await programs.OwnAsync(folder.FullName).ConfigureAwait(false);
            await programs.RunAsync("initdb", "-D", cluster.Data, "-U", "replaygraph", "-A", "scram-sha-256", "--pwfile", secret,
                "-E", "UTF8", "--no-locale", "--no-sync").ConfigureAwait(false);
            await File.AppendAllLinesAsync(Path.Combine(cluster.Data, "postgresql.conf"), Settings(isDurable, place)).ConfigureAwait(false);
            await File.AppendAllLinesAsync(Path.Combine(cluster.Data, "pg_hba.conf"), [$"host all all {place.Address}/24 scram-sha-256"])
                .ConfigureAwait(false);
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
        Host = _place.Address,
        Port = port,
        Username = "replaygraph",
        Password = _password,
        Database = "postgres",
    };

    internal async Task StartAsync(int port)
    {
        await _programs.RunAsync(_place.Prefix, "pg_ctl", "-D", Data, "-l", Path.Combine(_folder.FullName, "log"), "-o", $"-p {port}", "-w", "start")
            .ConfigureAwait(false);
        _isRunning = true;
    }

    internal async Task StopAsync(StopMode mode)
    {
        string named = mode == StopMode.Fast ? "fast" : "immediate";
        await _programs.RunAsync("pg_ctl", "-D", Data, "-m", named, "-w", "stop").ConfigureAwait(false);
        _isRunning = false;
    }

    // The postmaster is the first.
    internal IReadOnlyList<int> ProcessIds()
    {
        int first = int.Parse(File.ReadLines(Path.Combine(Data, "postmaster.pid")).First(), CultureInfo.InvariantCulture);
        return [first, .. Children.Of(first)];
    }

    public async ValueTask DisposeAsync()
    {
        AppDomain.CurrentDomain.ProcessExit -= _onExit;
        if (_isRunning)
        {
            await StopAsync(StopMode.Immediate).ConfigureAwait(false);
        }

        if (Directory.Exists(_folder.FullName))
        {
            _folder.Delete(recursive: true);
        }
    }

    private static IEnumerable<string> Settings(bool isDurable, Place place)
    {
        yield return $"listen_addresses = '{place.Address}'";
        yield return "unix_socket_directories = ''";
        yield return "max_connections = 300";
        yield return isDurable ? "max_wal_size = '4GB'" : "fsync = off";
        yield return isDurable ? "shared_buffers = '512MB'" : "full_page_writes = off";
    }
}
