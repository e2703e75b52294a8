using System.Net;
using System.Net.Sockets;

namespace ReplayGraph.PostgresServer;

/// <summary>
/// Ports that nobody has, below those that the system gives to connections that go out: what stops and starts again finds its own port
/// free, and nobody who tries to reach it meanwhile is connected with himself.
/// </summary>
public static class Ports
{
    private const int First = 10_000, Count = 22_000;

    // Several test runs may look for ports at the same time.
    private static int _last = Environment.ProcessId * 97;

    /// <summary>The next one.</summary>
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
                // Somebody has it.
            }
        }
    }
}
