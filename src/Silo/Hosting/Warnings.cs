using System.Net;
using ReplayGraph.Silo.Options;

namespace ReplayGraph.Silo.Hosting;

/// <summary>What somebody should know who may not have meant it.</summary>
internal static class Warnings
{
    internal static void Say(ClusterSettings settings, TextWriter talk)
    {
        if (settings.ConnectionString is not null && settings.HasSilo && settings.Tls is not { RequireClientCertificate: true }
            && !IPAddress.IsLoopback(settings.AdvertisedAddress))
        {
            talk.WriteLine(
                $"Whoever reaches {settings.AdvertisedAddress}:{settings.SiloPort} or :{settings.GatewayPort} may read and delete "
                + "everything: let only the cluster's own processes through, or set ReplayGraph:Cluster:Tls.");
        }
    }
}
