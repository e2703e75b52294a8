using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace ReplayGraph.Api.Hosting;

/// <summary>A server without tokens was told to listen where other machines can reach it.</summary>
public sealed class OpenToOthersException(string address) : Exception(
    $"Refusing to listen on {address}: no organization is configured, so whoever reaches it could read and delete everything. "
    + "Listen on http://localhost:5000, or configure ReplayGraph:Organizations:<slug>:Tokens (see hash-token).")
{
    /// <summary>Makes the server refuse such addresses, whichever way they were configured.</summary>
    internal static void Guard(KestrelServerOptions kestrel) => kestrel.ConfigureEndpointDefaults(listen =>
    {
        // A name that is no address, and is not localhost, is listened to on all addresses: Kestrel has made it one by now.
        if (listen.IPEndPoint is { } endpoint && !IPAddress.IsLoopback(endpoint.Address))
        {
            throw new OpenToOthersException(endpoint.ToString());
        }
    });
}
