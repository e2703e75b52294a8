using System.Net;
using System.Net.Sockets;

namespace ReplayGraph.PostgresServer;

/// <summary>
/// Free ports below the ephemeral range: a server that restarts finds its port
/// free, and a client that connects meanwhile cannot connect to itself.
/// </summary>
public static class Ports
{
    private const int First = 10_000, Count = 22_000;

    // Several test runs may search at the same time.
    private static int _last = Environment.ProcessId * 97;

    /// <summary>The next free port.</summary>
    public static int Next()
    {
        while (true)
        {
            int port = First + (int)((uint)Interlocked.Increment(ref _last) % Count);
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
                return port;
            }
            catch (SocketException)
            {
                // The port is in use.
            }
        }
    }
}
