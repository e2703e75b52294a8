using System.Net;
using System.Net.Sockets;
using ReplayGraph.Silo.Options;

namespace ReplayGraph.Silo.Clustering;

/// <summary>
/// Checks that the silo's ports are free. Orleans would share them, and of two silos at one address the older one declares itself dead.
/// </summary>
internal static class Ports
{
    /// <exception cref="IOException">A port is in use.</exception>
    internal static void Check(ClusterSettings settings)
    {
        // Without a database the silo always listens on loopback.
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
