using System.Net;
using System.Net.Sockets;
using ReplayGraph.Silo.Options;

namespace ReplayGraph.Silo.Clustering;

/// <summary>
/// Makes sure that nobody listens where the silo is about to. Orleans would listen beside it, and of two silos at one address the
/// elder takes itself for dead.
/// </summary>
internal static class Ports
{
    /// <exception cref="IOException">Somebody listens there.</exception>
    internal static void Check(ClusterSettings settings)
    {
        // In memory it is on loopback whatever it is told.
        IPAddress address = settings.ConnectionString is null ? IPAddress.Loopback : settings.AdvertisedAddress;
        Check(address, settings.SiloPort, nameof(ClusterSettings.SiloPort));
        Check(address, settings.GatewayPort, nameof(ClusterSettings.GatewayPort));
    }

    private static void Check(IPAddress address, int port, string name)
    {
        using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(address, port));
            socket.Listen(1);
        }
        catch (SocketException e)
        {
            throw new IOException($"the silo cannot listen on {address}:{port}: {e.Message} (ReplayGraph:Cluster:{name})", e);
        }
    }
}
