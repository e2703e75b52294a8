using System.Net;

namespace ReplayGraph.Silo.Options;

/// <summary>The section <c>ReplayGraph:Cluster</c> of the configuration.</summary>
internal sealed record ClusterSettings
{
    /// <summary>
    /// The PostgreSQL that holds the graph and the cluster's membership, as Npgsql reads it (<c>Host=db;Database=replaygraph;...</c>).
    /// None: one silo that keeps everything in memory and loses it when it stops.
    /// </summary>
    public string? ConnectionString { get; init; }

    /// <summary>What this process does: <c>both</c>, <c>silo</c> or <c>api</c>. The last two need a connection string.</summary>
    public Role Role { get; init; }

    /// <summary>Which cluster this is: silos and front-ends of one name find each other. A database serves one cluster.</summary>
    public string ClusterId { get; init; } = "replaygraph";

    /// <summary>Whose state the database holds; stays the same when a cluster is replaced by another.</summary>
    public string ServiceId { get; init; } = "replaygraph";

    /// <summary>What people call this silo; the pod's name, or the machine's name and the silo's port.</summary>
    public string SiloName { get; init; } = "";

    /// <summary>The TCP port on which other silos reach this one.</summary>
    public int SiloPort { get; init; } = 11111;

    /// <summary>The TCP port on which front-ends (role <c>api</c>) reach this silo.</summary>
    public int GatewayPort { get; init; } = 30000;

    /// <summary>
    /// Where others reach both ports, which listen on this address alone: an address of this machine, or a name of it. In a pod
    /// <c>POD_IP</c>, elsewhere 127.0.0.1.
    /// </summary>
    public IPAddress AdvertisedAddress { get; init; } = IPAddress.Loopback;

    /// <summary>
    /// How often, in seconds, silos ask each other whether they live, and how long they wait for an answer. Three without one, and the
    /// silo is declared dead.
    /// </summary>
    public int ProbeSeconds { get; init; } = 2;

    /// <summary>How long a start waits for PostgreSQL, in seconds, before it gives up.</summary>
    public int StartupSeconds { get; init; } = 120;

    /// <summary>
    /// How long a stop goes on serving, in seconds, while readiness says 503 already, so that whoever sends requests here notices.
    /// 5 in a pod, else 0.
    /// </summary>
    public int DrainSeconds { get; init; }

    /// <summary>How long requests and the silo have to finish after that, in seconds; then the process ends as it is.</summary>
    public int StopSeconds { get; init; } = 30;

    /// <summary>Whether Orleans' dashboard is there, under <c>/dashboard</c>, for whoever has the admin scope.</summary>
    public bool Dashboard { get; init; } = true;

    /// <summary>How silos and front-ends prove to each other who they are; null: they do not, and nothing is encrypted.</summary>
    public TlsSettings? Tls { get; init; }

    /// <summary>Whether it holds nodes.</summary>
    internal bool HasSilo => Role != Role.Api;

    /// <summary>Whether it answers the API.</summary>
    internal bool HasApi => Role != Role.Silo;
}

/// <summary>The section <c>ReplayGraph:Cluster:Tls</c>. The files are read once, at start.</summary>
/// <param name="Certificate">This process's certificate, for both ends of a connection, as PEM.</param>
/// <param name="Key">Its private key, as PEM.</param>
/// <param name="Authority">
/// The certificates of the authority that makes a certificate one of this cluster, as PEM. No other is trusted.
/// </param>
/// <param name="RequireClientCertificate">
/// Whether who connects must have one, too (true); without it anybody who reaches the ports is let in.
/// </param>
internal sealed record TlsSettings(string Certificate, string Key, string Authority, bool RequireClientCertificate);
