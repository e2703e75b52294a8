using ReplayGraph.Api.Status;
using ReplayGraph.Cluster.Leases;
using ReplayGraph.Silo.Database;
using ReplayGraph.Silo.Options;
using ReplayGraph.Spooling;

namespace ReplayGraph.Silo.Health;

/// <summary>The status of a process of the cluster: its role, the silos as the membership has them, and its spool.</summary>
internal sealed class ClusterStatus(
    ClusterSettings settings, IGrainFactory grains, ILease? lease, Spool? spool, TimeProvider time) : IHostStatus
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(2);

    public async ValueTask<IReadOnlyList<StatusSection>> ReadAsync(CancellationToken cancel)
    {
        List<StatusSection> sections = [new("Host", [.. Host()]), new("Silos", await SilosAsync(cancel))];
        if (spool is not null)
        {
            sections.Add(new("Spool", Spooled(spool)));
        }

        return sections;
    }

    private IEnumerable<StatusValue> Host()
    {
        yield return new("Kind", settings.Role switch
        {
            Role.Api => "front-end of a cluster",
            Role.Silo => "silo",
            _ => "silo and front-end",
        });
        yield return new("Cluster", settings.ClusterId);
        if (settings.HasSilo)
        {
            yield return new("Silo", settings.SiloName);
            yield return new("Lease", lease is { IsHeld: false } ? "expired: it answers nothing until the lease is renewed" : "held");
        }

        yield return new("Database", settings.ConnectionString is { } database ? DatabaseAddress.Of(database) : "none, in memory");
    }

    private async Task<IReadOnlyList<StatusValue>> SilosAsync(CancellationToken cancel)
    {
        try
        {
            MembershipEntry[] silos = await grains.GetGrain<IManagementGrain>(0).GetDetailedHosts(false, cancel).WaitAsync(_limit, time, cancel);
            return
            [
                .. silos.OrderBy(silo => silo.Status != SiloStatus.Active).ThenBy(silo => silo.SiloName, StringComparer.Ordinal).Select(silo => new StatusValue(
                    silo.SiloName,
                    $"{silo.Status}, {silo.SiloAddress.Endpoint}, since {StatusText.Time(silo.StartTime)}, alive at {StatusText.Time(silo.IAmAliveTime)}")),
            ];
        }
        catch (Exception e) when (!cancel.IsCancellationRequested)
        {
            return [new("Unknown", $"The cluster does not answer: {e.Message}")];
        }
    }

    private static StatusValue[] Spooled(Spool spool) =>
    [
        new("Waiting", StatusText.Bytes(spool.Bytes)),
        new("Oldest", spool.Bytes == 0 ? "none" : StatusText.Duration(spool.OldestAge)),
        new("Spooled", StatusText.Of(spool.Counts.Spooled)),
        new("Delivered", StatusText.Of(spool.Counts.Delivered)),
        new("Dropped, too old", StatusText.Of(spool.Counts.TooOld)),
        new("Dropped, rejected", StatusText.Of(spool.Counts.Rejected)),
        new("Refused, full", StatusText.Of(spool.Counts.Refused)),
        new("Accepts", spool.Refusing ?? "yes"),
    ];
}
