using ReplayGraph.Api.Options;

namespace ReplayGraph.Silo.Options;

/// <summary>The names of the options of a process of the cluster.</summary>
internal static class ClusterOptionNames
{
    /// <summary>Those that <see cref="ClusterReader"/> reads, and those of every host.</summary>
    internal static OptionNames All { get; } = new(
    [
        Cluster(nameof(ClusterSettings.ConnectionString), "the database: Host=...;Database=...;Username=... [none: in memory]"),
        Cluster(nameof(ClusterSettings.Role), "silo, api (a front-end) or both [both]"),
        Cluster(nameof(ClusterSettings.ClusterId), "silos and front-ends of one name find each other [replaygraph]"),
        Cluster(nameof(ClusterSettings.ServiceId), "whose state the database holds; do not change it [replaygraph]"),
        Cluster(nameof(ClusterSettings.SiloName), "what people call the silo [the pod, or machine:port]"),
        Cluster(nameof(ClusterSettings.SiloPort), "on which silos reach each other [11111]"),
        Cluster(nameof(ClusterSettings.GatewayPort), "on which front-ends reach silos [30000]"),
        Cluster(nameof(ClusterSettings.AdvertisedAddress), "where both ports listen and are reached [POD_IP, or 127.0.0.1]"),
        Cluster(nameof(ClusterSettings.ProbeSeconds), "how often silos ask each other whether they live [2]"),
        Cluster(nameof(ClusterSettings.StartupSeconds), "how long a start waits for the database or a silo [120]"),
        Cluster(nameof(ClusterSettings.DrainSeconds), "how long a stop goes on serving [5 in a pod, else 0]"),
        Cluster(nameof(ClusterSettings.StopSeconds), "how long requests and the silo have to finish after that [30]"),
        Cluster(nameof(ClusterSettings.Dashboard), "whether /dashboard is there [true]"),
        Tls(nameof(TlsSettings.Certificate), "the certificate of this process, a PEM file [none: no TLS]"),
        Tls(nameof(TlsSettings.Key), "its private key, a PEM file"),
        Tls(nameof(TlsSettings.Authority), "who signs the cluster's certificates, a PEM file"),
        Tls(nameof(TlsSettings.RequireClientCertificate), "whether who connects must have a certificate, too [true]"),
        .. ApiOptionNames.OfEveryHost,
    ]);

    private static OptionName Cluster(string name, string meaning) => new($"Cluster:{name}", meaning);

    private static OptionName Tls(string name, string meaning) => new($"Cluster:{nameof(ClusterSettings.Tls)}:{name}", meaning);
}
