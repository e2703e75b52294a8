using ReplayGraph.Api.Options;
using ReplayGraph.Silo.Tls;

namespace ReplayGraph.Silo.Options;

internal static class ClusterOptionNames
{
    /// <summary>The options that <see cref="ClusterReader"/> reads, and those of every host.</summary>
    internal static OptionNames All { get; } = new(
    [
        Cluster(nameof(ClusterSettings.ConnectionString), "the database: Host=...;Database=...;Username=... [none: in memory]"),
        Cluster(nameof(ClusterSettings.Role), "silo, api (a front-end) or both [both]"),
        Cluster(nameof(ClusterSettings.ClusterId), "the cluster that this process joins [replaygraph]"),
        Cluster(nameof(ClusterSettings.ServiceId), "the owner of the state in the database; do not change it [replaygraph]"),
        Cluster(nameof(ClusterSettings.SiloName), "the silo's name for people [the pod, or machine:port]"),
        Cluster(nameof(ClusterSettings.SiloPort), "the port for other silos [11111]"),
        Cluster(nameof(ClusterSettings.GatewayPort), "the port for front-ends [30000]"),
        Cluster(nameof(ClusterSettings.AdvertisedAddress), "the address of both ports [POD_IP, or 127.0.0.1]"),
        Cluster(nameof(ClusterSettings.ProbeSeconds), "seconds between the probes of silos [1]"),
        Cluster(nameof(ClusterSettings.StartupSeconds), "seconds that a start waits for the database or a silo [120]"),
        Cluster(nameof(ClusterSettings.DrainSeconds), "seconds that a stop goes on serving [5 in a pod, else 0]"),
        Cluster(nameof(ClusterSettings.StopSeconds), "seconds for requests and the silo to finish after that [30]"),
        Cluster(nameof(ClusterSettings.Dashboard), "whether to serve /dashboard [true]"),
        Cluster(nameof(ClusterSettings.CacheBytes), "memory for cached replays [a sixth of the process's]"),
        Spool(nameof(SpoolSettings.Folder), "where what SDKs send waits while the cluster is away [none: it is refused]"),
        Spool(nameof(SpoolSettings.MaxBytes), "the most bytes there; more is answered 429 [1 GiB]"),
        Spool(nameof(SpoolSettings.MaxHours), "hours after which what waits there is dropped [72]"),
        Tls(nameof(TlsSettings.Certificate), "the certificate of this process, a PEM file [none: no TLS]"),
        Tls(nameof(TlsSettings.Key), "its private key, a PEM file"),
        Tls(nameof(TlsSettings.Authority), "the authority that issues the cluster's certificates, a PEM file"),
        Tls(nameof(TlsSettings.RequireClientCertificate), "whether clients must have a certificate, too [true]"),
        .. ApiOptionNames.OfEveryHost,
    ]);

    private static OptionName Cluster(string name, string meaning) => new($"Cluster:{name}", meaning);

    private static OptionName Spool(string name, string meaning) => new($"Cluster:{nameof(ClusterSettings.Spool)}:{name}", meaning);

    private static OptionName Tls(string name, string meaning) => new($"Cluster:{nameof(ClusterSettings.Tls)}:{name}", meaning);
}
