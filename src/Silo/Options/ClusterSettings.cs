using System.Net;
using ReplayGraph.Silo.Tls;

namespace ReplayGraph.Silo.Options;

/// <summary>The section <c>ReplayGraph:Cluster</c> of the configuration.</summary>
internal sealed record ClusterSettings
{
    private const long LeastDefaultCache = 64L << 20, MostDefaultCache = 4L << 30;

    /// <summary>
    /// The PostgreSQL that holds the graph and the cluster's membership, as Npgsql reads it (<c>Host=db;Database=replaygraph;...</c>).
    /// Null: one silo that keeps all data in memory and loses it when it stops.
    /// </summary>
    public string? ConnectionString { get; init; }

    /// <summary>What this process does: <c>both</c>, <c>silo</c> or <c>api</c>. The last two need a connection string.</summary>
    public Role Role { get; init; }

    /// <summary>The cluster: silos and front-ends with the same id find each other. A database serves one cluster.</summary>
    public string ClusterId { get; init; } = "replaygraph";

    /// <summary>The owner of the state in the database; it stays the same when another cluster replaces this one.</summary>
    public string ServiceId { get; init; } = "replaygraph";

    /// <summary>The silo's name for people: by default the pod's name, or the machine's name and the silo's port.</summary>
    public string SiloName { get; init; } = "";

    /// <summary>The TCP port on which other silos reach this one.</summary>
    public int SiloPort { get; init; } = 11111;

    /// <summary>The TCP port on which front-ends (role <c>api</c>) reach this silo.</summary>
    public int GatewayPort { get; init; } = 30000;

    /// <summary>
    /// The address at which others reach both ports, which listen only there: an address or host name of this machine. The default is
    /// <c>POD_IP</c> in a pod, elsewhere 127.0.0.1.
    /// </summary>
    public IPAddress AdvertisedAddress { get; init; } = IPAddress.Loopback;

    /// <summary>
    /// Seconds between the probes of silos, and the timeout of a probe. After three missed probes a silo is declared dead.
    /// </summary>
    public int ProbeSeconds { get; init; } = 1;

    /// <summary>Seconds that a start waits for PostgreSQL, or a front-end for a silo, before it gives up.</summary>
    public int StartupSeconds { get; init; } = 120;

    /// <summary>
    /// Seconds that a stop goes on serving while readiness already answers 503, so that load balancers notice. 5 in a pod, else 0.
    /// </summary>
    public int DrainSeconds { get; init; }

    /// <summary>Seconds for requests and the silo to finish after that; then the process is terminated.</summary>
    public int StopSeconds { get; init; } = 30;

    /// <summary>Whether to serve Orleans' dashboard under <c>/dashboard</c>, for callers with the admin scope.</summary>
    public bool Dashboard { get; init; } = true;

    /// <summary>
    /// The most memory that a silo's cached replays and rare facts may take, in bytes, by an estimate. The default is a sixth of what the
    /// process may use: 512 MiB in a pod with a limit of 4 GiB.
    /// </summary>
    public long CacheBytes { get; init; } =
        Math.Clamp(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 6, LeastDefaultCache, MostDefaultCache);

    /// <summary>Where what SDKs send waits while the cluster is away; null: nowhere, and it is refused.</summary>
    public SpoolSettings? Spool { get; init; }

    /// <summary>How silos and front-ends authenticate each other; null: they do not, and nothing is encrypted.</summary>
    public TlsSettings? Tls { get; init; }

    /// <summary>Whether this process hosts nodes.</summary>
    internal bool HasSilo => Role != Role.Api;

    /// <summary>Whether this process serves the API.</summary>
    internal bool HasApi => Role != Role.Silo;

    /// <summary>Whether this process serves SDKs before it has found its cluster.</summary>
    internal bool ServesEarly => Spool is not null && !HasSilo;

    /// <summary>How long a start waits; null: as long as it takes, because SDKs are served meanwhile.</summary>
    internal TimeSpan? StartupLimit => ServesEarly ? null : TimeSpan.FromSeconds(StartupSeconds);
}
