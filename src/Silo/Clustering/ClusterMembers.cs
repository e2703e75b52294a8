using Npgsql;
using Orleans.Configuration;
using ReplayGraph.Postgres.Members;
using ReplayGraph.Silo.Options;

namespace ReplayGraph.Silo.Clustering;

/// <summary>How silos find each other, and notice who is gone.</summary>
internal static class ClusterMembers
{
    /// <summary>The name by which Orleans' packages know Npgsql.</summary>
    internal const string Invariant = "Npgsql";

    // How often a silo says in the database that it is alive, and how many of these it may miss before others take no notice of it.
    private const int AliveSeconds = 10, MayMiss = 3;

    /// <summary>A silo that has not said for so long that it is alive is out of date; a second more for clocks.</summary>
    internal static TimeSpan StaleAfter { get; } = TimeSpan.FromSeconds((AliveSeconds * MayMiss) + 1);

    /// <summary>
    /// The connection string for what Orleans itself asks of the database: few and small questions, whose failure must show in seconds.
    /// </summary>
    internal static string ConnectionStringOf(ClusterSettings settings)
    {
        var text = new NpgsqlConnectionStringBuilder(settings.ConnectionString);
        text.MaxPoolSize = Math.Min(text.MaxPoolSize, 20);
        text.Timeout = Math.Min(text.Timeout, 10);
        text.CommandTimeout = Math.Min(text.CommandTimeout, 10);
        text.ApplicationName ??= "replaygraph cluster";

        // Orleans looks for its statements in a table without a schema.
        text.SearchPath = "replaygraph";
        return text.ToString();
    }

    /// <summary>The silo of this process, as the membership knows it.</summary>
    internal static Member Self(ClusterSettings settings, ILocalSiloDetails self) => new(
        settings.ClusterId, self.SiloAddress.Endpoint.Address.ToString(), self.SiloAddress.Endpoint.Port, self.SiloAddress.Generation);

    /// <summary>Sets how soon a silo is missed.</summary>
    internal static void Configure(ClusterSettings settings, ClusterMembershipOptions members)
    {
        members.ProbeTimeout = TimeSpan.FromSeconds(settings.ProbeSeconds);
        members.NumMissedProbesLimit = 3;

        // A silo whose connection was alive within the longest probe times the missed ones gets no vote against it. Probes that grow longer
        // after a failure would keep one that hangs a member for several times as long.
        members.MaxProbeTimeout = members.ProbeTimeout;

        // Up to eleven silos all probe each other directly: a probe by way of a third adds nothing but time.
        members.EnableIndirectProbes = false;

        // Silos tell each other what changed; the table is for those who missed it.
        members.TableRefreshTimeout = TimeSpan.FromSeconds(10);

        members.IAmAliveTablePublishTimeout = TimeSpan.FromSeconds(AliveSeconds);
        members.NumMissedTableIAmAliveLimit = MayMiss;
        // A silo that cannot reach one of the others does not join; the longer it tries, the longer nobody notices.
        members.MaxJoinAttemptTime = TimeSpan.FromSeconds(Math.Max(settings.StartupSeconds, 30));
        members.DefunctSiloExpiration = TimeSpan.FromDays(1);
        members.DefunctSiloCleanupPeriod = TimeSpan.FromMinutes(10);
        members.MaxDefunctSiloEntries = 25;
    }
}
