using Npgsql;
using Orleans.Configuration;
using ReplayGraph.Postgres.Members;
using ReplayGraph.Silo.Options;

namespace ReplayGraph.Silo.Clustering;

/// <summary>Cluster membership: how silos find each other and detect failures.</summary>
internal static class ClusterMembers
{
    /// <summary>Npgsql's provider name in Orleans' packages.</summary>
    internal const string Invariant = "Npgsql";

    // How often a silo writes to the database that it is alive, and how many of these writes it may miss before others ignore it.
    private const int AliveSeconds = 10, MaxMissed = 3;

    /// <summary>How long a silo counts after it last wrote that it is alive, with a second for clock skew.</summary>
    internal static TimeSpan StaleAfter { get; } = TimeSpan.FromSeconds((AliveSeconds * MaxMissed) + 1);

    /// <summary>
    /// The connection string for Orleans' own queries: they are few and small, and their failure must show within seconds.
    /// </summary>
    internal static string ConnectionStringOf(ClusterSettings settings)
    {
        var text = new NpgsqlConnectionStringBuilder(settings.ConnectionString);
        text.MaxPoolSize = Math.Min(text.MaxPoolSize, 20);
        text.Timeout = Math.Min(text.Timeout, 10);
        text.CommandTimeout = Math.Min(text.CommandTimeout, 10);
        text.ApplicationName ??= "replaygraph cluster";

        // Orleans reads its statements from a table that it names without a schema.
        text.SearchPath = "replaygraph";
        return text.ToString();
    }

    /// <summary>The silo of this process in the membership.</summary>
    internal static Member Self(ClusterSettings settings, ILocalSiloDetails self) => Of(settings, self.SiloAddress);

    /// <summary>A silo in the membership.</summary>
    internal static Member Of(ClusterSettings settings, SiloAddress silo) =>
        new(settings.ClusterId, silo.Endpoint.Address.ToString(), silo.Endpoint.Port, silo.Generation);

    /// <summary>Configures how soon a failed silo is detected.</summary>
    internal static void Configure(ClusterSettings settings, ClusterMembershipOptions members)
    {
        members.ProbeTimeout = TimeSpan.FromSeconds(settings.ProbeSeconds);
        members.NumMissedProbesLimit = 3;

        // A silo whose connection was alive within MaxProbeTimeout times the missed probes gets no vote against it. Growing probe timeouts
        // would keep a silo that hangs in the cluster several times as long.
        members.MaxProbeTimeout = members.ProbeTimeout;

        // Up to eleven silos all probe each other directly, so an indirect probe would only add delay.
        members.EnableIndirectProbes = false;

        // Silos notify each other of changes; the table is for those that missed one.
        members.TableRefreshTimeout = TimeSpan.FromSeconds(10);

        members.IAmAliveTablePublishTimeout = TimeSpan.FromSeconds(AliveSeconds);
        members.NumMissedTableIAmAliveLimit = MaxMissed;

        // A silo that cannot reach one of the others does not join. A long attempt would hide the problem.
        members.MaxJoinAttemptTime = TimeSpan.FromSeconds(Math.Max(settings.StartupSeconds, 30));
        members.DefunctSiloExpiration = TimeSpan.FromDays(1);
        members.DefunctSiloCleanupPeriod = TimeSpan.FromMinutes(10);
        members.MaxDefunctSiloEntries = 25;
    }
}
