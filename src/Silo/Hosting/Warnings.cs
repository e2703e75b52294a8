using System.Net;
using ReplayGraph.Silo.Options;

namespace ReplayGraph.Silo.Hosting;

/// <summary>Warnings about settings that may be unintended.</summary>
internal static class Warnings
{
    internal static void Write(ClusterSettings settings, TextWriter output)
    {
        if (settings is { ConnectionString: not null, HasApi: true, Spool: null })
        {
            output.WriteLine(
                "Warning: what SDKs send while the database or the silos are away is lost. Set ReplayGraph:Cluster:Spool:Folder to keep it.");
        }

        if (settings.ConnectionString is not null && settings.HasSilo && settings.Tls is not { RequireClientCertificate: true }
            && !IPAddress.IsLoopback(settings.AdvertisedAddress))
        {
            output.WriteLine(
                $"Warning: anyone who reaches {settings.AdvertisedAddress}:{settings.SiloPort} or :{settings.GatewayPort} can read and "
                + "delete everything. Restrict access to the cluster's own processes, or set ReplayGraph:Cluster:Tls.");
        }
    }
}
