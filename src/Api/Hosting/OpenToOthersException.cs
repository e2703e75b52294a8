using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace ReplayGraph.Api.Hosting;

/// <summary>A server without tokens was configured to listen where other machines can reach it.</summary>
public sealed class OpenToOthersException(string address) : Exception(
    $"Refusing to listen on {address}: no organizations are configured, so anyone who reaches it could read and delete everything. "
    + "Listen on http://localhost:5000, or configure ReplayGraph:Organizations:<slug>:Tokens (see hash-token).")
{
    /// <summary>Makes the server reject such addresses, however they were configured.</summary>
    internal static void Guard(KestrelServerOptions kestrel) => kestrel.ConfigureEndpointDefaults(listen =>
    {
        // Kestrel has replaced any host name other than localhost by all addresses at this point.
        if (listen.IPEndPoint is { } endpoint && !IPAddress.IsLoopback(endpoint.Address))
        {
            throw new OpenToOthersException(endpoint.ToString());
        }
    });
}
