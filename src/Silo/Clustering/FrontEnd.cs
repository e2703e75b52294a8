using Orleans.Configuration;
using Orleans.Dashboard;
using ReplayGraph.Api.Telemetry;
using ReplayGraph.Grains.Hosting;
using ReplayGraph.Silo.Options;
using ReplayGraph.Silo.Tls;

namespace ReplayGraph.Silo.Clustering;

/// <summary>The Orleans client of a front-end, a process without grains.</summary>
internal static class FrontEnd
{
    internal static void Configure(IClientBuilder client, ClusterSettings settings)
    {
        string connectionString = ClusterMembers.ConnectionStringOf(settings);
        client.Configure<ClusterOptions>(options => (options.ClusterId, options.ServiceId) = (settings.ClusterId, settings.ServiceId));
        client.UseAdoNetClustering(options =>
            (options.Invariant, options.ConnectionString) = (ClusterMembers.Invariant, connectionString));

        // A silo that does not renew its lease gets no requests soon after it ends, and a new one gets some.
        client.Configure<GatewayOptions>(options => options.GatewayListRefreshPeriod = TimeSpan.FromSeconds(0.5));
        client.UseConnectionRetryFilter<SiloWait>();
        client.AddGatewayLoss();
        if (settings.Tls is { } tls)
        {
            client.UseTls(options => ClusterTls.Configure(tls, options));
        }

        if (settings.Dashboard)
        {
            client.AddDashboard();
        }

        if (OtlpExport.IsEnabled)
        {
            client.AddActivityPropagation();
        }
    }
}
