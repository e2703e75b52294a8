using System.Net;
using System.Net.Sockets;
using ReplayGraph.Api.Http;

namespace ReplayGraph.Api.Webhooks;

/// <summary>The host has no address that may be called.</summary>
internal sealed class AddressRefusedException(string host) : IOException($"{host} has no public address");

/// <summary>Resolves a name to its addresses.</summary>
internal delegate Task<IPAddress[]> AddressResolver(string host, CancellationToken cancel);

/// <summary>
/// Connects to hosts at addresses that it has checked itself: a second resolution, which could give others, never happens. TLS still
/// verifies the name.
/// </summary>
/// <param name="resolve">Resolves names.</param>
/// <param name="allowPrivate">Whether all addresses may be called.</param>
internal sealed class CheckedConnections(AddressResolver resolve, bool allowPrivate)
{
    /// <exception cref="AddressRefusedException">The host has no address that may be called.</exception>
    internal async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancel)
    {
        DnsEndPoint host = context.DnsEndPoint;
        IPAddress[] addresses = [.. (await resolve(host.Host, cancel)).Where(address => allowPrivate || PublicAddresses.Contain(address))];
        if (addresses.Length == 0)
        {
            throw new AddressRefusedException(host.Host);
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, host.Port, cancel);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
