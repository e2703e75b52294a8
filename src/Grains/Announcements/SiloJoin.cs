using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ReplayGraph.Cluster;
using ReplayGraph.Cluster.Calls;

namespace ReplayGraph.Grains.Announcements;

/// <summary>
/// Greets all silos before its own becomes active, so that from its first answer on it hears what every silo must hear; and doubts what
/// was being done when a silo dies.
/// </summary>
internal sealed partial class SiloJoin(
    IClusterMembershipService membership, Audience audience, IAnnouncementClient services, ILocalSiloDetails self, NodeContext context,
    TimeProvider time, IOptions<CallOptions> options, ILogger<SiloJoin> log) : ILifecycleParticipant<ISiloLifecycle>
{
    // One that joins too may have died meanwhile.
    private static readonly TimeSpan _patienceWithJoining = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _stopping = new();
    private Task _watching = Task.CompletedTask;

    public void Participate(ISiloLifecycle lifecycle)
    {
        lifecycle.Subscribe<SiloJoin>(ServiceLifecycleStage.ValidateInitialConnectivity + 1, GreetAsync, _ => Task.CompletedTask);
        lifecycle.Subscribe<SiloJoin>(ServiceLifecycleStage.RuntimeGrainServices + 1, _ => BeginToWatch(), StopToWatchAsync);
    }

    private async Task GreetAsync(CancellationToken cancel)
    {
        await membership.Refresh(default, cancel);
        long version = membership.CurrentSnapshot.Version.Value;
        await Task.WhenAll(
            from member in membership.CurrentSnapshot.Members.Values
            where !member.SiloAddress.Equals(self.SiloAddress) && member.Status is not (SiloStatus.Dead or SiloStatus.None)
            select GreetAsync(member.SiloAddress, version, cancel));
        context.Cache.Forget();
    }

    // One that is joining too, and does not answer, either died or greets this one when it gets that far. Greeting is mutual: who was
    // reached is told from now on, whatever the membership knows of it here.
    private async Task GreetAsync(SiloAddress silo, long version, CancellationToken cancel)
    {
        long begun = time.GetTimestamp();
        while (true)
        {
            try
            {
                await AskAsync(silo, version, cancel);
                audience.Add(silo);
                return;
            }
            catch (Exception e) when (!cancel.IsCancellationRequested)
            {
                SiloStatus status = membership.CurrentSnapshot.GetSiloStatus(silo);
                if (status is SiloStatus.Dead or SiloStatus.None or SiloStatus.Joining or SiloStatus.Created)
                {
                    return;
                }

                LogNotGreeted(log, silo, e.Message);
                if (time.GetElapsedTime(begun) > 4 * options.Value.AnnounceFor)
                {
                    throw new GraphException($"silo {silo} is alive but cannot be greeted: {e.Message}", isTransient: true, e);
                }
            }

            await Task.Delay(options.Value.LongestPause, time, cancel);
            await membership.Refresh(default, cancel);
        }
    }

    private async Task AskAsync(SiloAddress silo, long version, CancellationToken cancel)
    {
        if (membership.CurrentSnapshot.GetSiloStatus(silo) != SiloStatus.Joining)
        {
            await services.Of(silo).GreetAsync(self.SiloAddress, version, cancel);
            return;
        }

        using var patience = new CancellationTokenSource(_patienceWithJoining, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancel);
        await services.Of(silo).GreetAsync(self.SiloAddress, version, either.Token);
    }

    private Task BeginToWatch()
    {
        _watching = Task.Run(WatchAsync);
        return Task.CompletedTask;
    }

    private async Task WatchAsync()
    {
        try
        {
            ClusterMembershipSnapshot last = membership.CurrentSnapshot;
            await foreach (ClusterMembershipSnapshot next in membership.MembershipUpdates.WithCancellation(_stopping.Token))
            {
                if (HasLost(last, next))
                {
                    context.Cache.RequireRedelivery();
                }

                last = next;
            }
        }
        catch (OperationCanceledException)
        {
            // The silo stops.
        }
    }

    private static bool HasLost(ClusterMembershipSnapshot last, ClusterMembershipSnapshot next) => last.Members.Values.Any(member =>
        member.Status is not SiloStatus.Dead
        && (!next.Members.TryGetValue(member.SiloAddress, out ClusterMember? now) || now.Status == SiloStatus.Dead));

    private async Task StopToWatchAsync(CancellationToken cancel)
    {
        await _stopping.CancelAsync();
        await _watching.WaitAsync(cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    [LoggerMessage(LogLevel.Warning, "Silo {Silo} is alive, but does not answer yet: {Reason}. This silo waits for it before it is active.")]
    private static partial void LogNotGreeted(ILogger logger, SiloAddress silo, string reason);
}
