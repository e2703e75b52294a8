using ReplayGraph.Api.Hosting;
using ReplayGraph.Api.Options;
using ReplayGraph.Silo.Dashboard;
using ReplayGraph.Silo.Database;
using ReplayGraph.Silo.Options;

namespace ReplayGraph.Silo.Hosting;

/// <summary>What the program prints once it serves.</summary>
internal static class ClusterGreeting
{
    /// <summary>The warning if no database is configured.</summary>
    internal const string NothingSurvives = """

        ######################################################################################
        #  NOTHING IS PERSISTED. All data is in memory, and is lost when this process stops. #
        #  To keep it, and to run several silos: set ReplayGraph:Cluster:ConnectionString    #
        ######################################################################################

        """;

    internal static string Text(ReplayGraphOptions options, ClusterSettings settings, ICollection<string> addresses)
    {
        string address = addresses.FirstOrDefault() ?? "http://localhost:5000";
        string does = settings.Role switch
        {
            Role.Silo => "health and metrics only: role silo",
            Role.Api => "API: role api",
            _ => "API and silo: role both",
        };
        string text = $"ReplayGraph listens on {string.Join(", ", addresses)}\n({does})\n";
        text += settings.HasSilo
            ? $"cluster: '{settings.ClusterId}', silo '{settings.SiloName}' at {settings.AdvertisedAddress}:{settings.SiloPort}, "
                + $"gateway {settings.GatewayPort}, {Protection(settings)}\n"
            : $"cluster: '{settings.ClusterId}', {Protection(settings)}\n";
        text += $"database: {(settings.ConnectionString is { } database ? DatabaseAddress.Of(database) : "none, in memory")}\n";
        text += settings.Spool is { } spool ? $"spool: {Path.GetFullPath(spool.Folder)}\n" : "";
        if (!settings.HasApi)
        {
            return text;
        }

        return text
            + (settings.Dashboard ? $"dashboard: {address.TrimEnd('/')}{DashboardRoutes.Path}/\n" : "")
            + FirstSteps.Of(options, address);
    }

    private static string Protection(ClusterSettings settings) => settings.Tls switch
    {
        { RequireClientCertificate: true } => "TLS with certificates on both ends",
        not null => "TLS, open to clients without a certificate",
        null => "no TLS",
    };
}
