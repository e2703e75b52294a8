using System.Net;
using System.Net.Sockets;
using Npgsql;
using ReplayGraph.Silo.Options;

namespace ReplayGraph.Silo.Clustering;

/// <summary>
/// Waits for silos that died together, with none left to declare them dead. A silo joins only if it reaches all silos that seem to be
/// alive, and gives up after some time, so it first waits until the entries of the dead ones are stale.
/// </summary>
internal sealed class DeadSilos(ClusterSettings settings, TimeProvider time, TextWriter output)
{
    // The statuses of silos that did not leave: joining, active, shutting down, stopping.
    private const string Members =
        """
        SELECT address, port, silo_name, greatest(started_at, alive_at) FROM replaygraph.silos
        WHERE cluster_id = $1 AND status BETWEEN 2 AND 5 AND (address, port) <> ($2, $3)
        """;

    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _connectTimeout = TimeSpan.FromSeconds(1);

    /// <summary>Waits, at most as long as a start may take. If the database cannot be read, it does not wait.</summary>
    internal async Task WaitAsync(CancellationToken cancel = default)
    {
        long started = time.GetTimestamp();
        string? reported = null;
        while (time.GetElapsedTime(started).TotalSeconds < settings.StartupSeconds && await FindUnreachableAsync(cancel) is { } silo)
        {
            if (reported != silo)
            {
                output.WriteLine($"Waiting until {silo} is certainly gone: it cannot be reached.");
                reported = silo;
            }

            await Task.Delay(_pause, time, cancel);
        }
    }

    private async Task<string?> FindUnreachableAsync(CancellationToken cancel)
    {
        foreach ((IPEndPoint at, string name) in await RecentAsync(cancel))
        {
            if (!await IsReachableAsync(at, cancel))
            {
                return $"the silo {name} at {at}";
            }
        }

        return null;
    }

    private async Task<List<(IPEndPoint At, string Name)>> RecentAsync(CancellationToken cancel)
    {
        DateTime stale = time.GetUtcNow().UtcDateTime - ClusterMembers.StaleAfter;
        List<(IPEndPoint, string)> recent = [];
        try
        {
            await using NpgsqlDataSource source = NpgsqlDataSource.Create(ClusterMembers.ConnectionStringOf(settings));
            await using NpgsqlCommand command = source.CreateCommand(Members);
            command.Parameters.Add(new() { Value = settings.ClusterId });
            command.Parameters.Add(new() { Value = settings.AdvertisedAddress.ToString() });
            command.Parameters.Add(new() { Value = settings.SiloPort });
            await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancel);
            while (await reader.ReadAsync(cancel))
            {
                if (reader.GetDateTime(3) >= stale && IPAddress.TryParse(reader.GetString(0), out IPAddress? address))
                {
                    recent.Add((new(address, reader.GetInt32(1)), reader.GetString(2)));
                }
            }
        }
        catch (NpgsqlException e)
        {
            output.WriteLine($"Cannot read the members of the cluster: {e.Message}");
        }

        return recent;
    }

    private async Task<bool> IsReachableAsync(IPEndPoint at, CancellationToken cancel)
    {
        using var timeout = new CancellationTokenSource(_connectTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancel);
        using var socket = new Socket(at.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(at, either.Token);
            return true;
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException && !cancel.IsCancellationRequested)
        {
            return false;
        }
    }
}
