using System.Net;
using System.Net.Sockets;
using Npgsql;
using ReplayGraph.Silo.Options;

namespace ReplayGraph.Silo.Clustering;

/// <summary>
/// Silos that were killed with nobody left to notice. A silo joins only if it reaches all that seem to be alive, and gives up after some
/// time; so one that starts where all others died waits first until those are out of date.
/// </summary>
internal sealed class DeadSilos(ClusterSettings settings, TimeProvider time, TextWriter talk)
{
    // Statuses of silos that have not said that they left: joining, active, shutting down, stopping.
    private const string Seen =
        """
        SELECT address, port, silo_name, greatest(started_at, alive_at) FROM replaygraph.silos
        WHERE cluster_id = $1 AND status BETWEEN 2 AND 5 AND (address, port) <> ($2, $3)
        """;

    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _reach = TimeSpan.FromSeconds(1);

    /// <summary>Waits, at most as long as a start may take. What it cannot find out is left for the start to meet.</summary>
    internal async Task WaitAsync(CancellationToken cancel = default)
    {
        long begun = time.GetTimestamp();
        string? said = null;
        while (time.GetElapsedTime(begun).TotalSeconds < settings.StartupSeconds && await FirstAsync(cancel) is { } silo)
        {
            if (said != silo)
            {
                talk.WriteLine($"Waiting until it is sure that {silo} is gone: nobody listens there.");
                said = silo;
            }

            await Task.Delay(_pause, time, cancel);
        }
    }

    private async Task<string?> FirstAsync(CancellationToken cancel)
    {
        foreach ((IPEndPoint at, string name) in await RecentAsync(cancel))
        {
            if (!await IsReachedAsync(at, cancel))
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
            await using NpgsqlCommand command = source.CreateCommand(Seen);
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
            talk.WriteLine($"Which silos were there before could not be read: {e.Message}");
        }

        return recent;
    }

    private async Task<bool> IsReachedAsync(IPEndPoint at, CancellationToken cancel)
    {
        using var patience = new CancellationTokenSource(_reach, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancel);
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
