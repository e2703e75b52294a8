using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ReplayGraph.Cluster;
using ReplayGraph.Cluster.Calls;

namespace ReplayGraph.Grains.Announcements;

/// <summary>
/// Greets all silos before its own becomes active, so that it receives every announcement from its first answer on. When a silo dies, marks
/// all calls in flight as uncertain.
/// </summary>
internal sealed partial class SiloJoin(
    IClusterMembershipService membership, Audience audience, IAnnouncementClient services, ILocalSiloDetails self, NodeContext context,
    TimeProvider time, IOptions<CallOptions> options, ILogger<SiloJoin> log) : ILifecycleParticipant<ISiloLifecycle>
{
    // A silo that is joining too may have died meanwhile.
    private static readonly TimeSpan _joiningTimeout = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _stopping = new();
    private Task _watching = Task.CompletedTask;

    public void Participate(ISiloLifecycle lifecycle)
    {
        lifecycle.Subscribe<SiloJoin>(ServiceLifecycleStage.ValidateInitialConnectivity + 1, GreetAsync, _ => Task.CompletedTask);
        lifecycle.Subscribe<SiloJoin>(ServiceLifecycleStage.RuntimeGrainServices + 1, _ => StartWatching(), StopWatchingAsync);
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

    // A silo that is also joining and does not answer has either died or will greet this one when it gets that far. Greeting is mutual:
    // this silo sends announcements to every silo it reached, whatever its membership view says.
    private async Task GreetAsync(SiloAddress silo, long version, CancellationToken cancel)
    {
        long begun = time.GetTimestamp();
        while (true)
        {
            try
            {
                await CallAsync(silo, version, cancel);
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
                    throw new GraphException($"Silo {silo} is alive but cannot be reached: {e.Message}", isTransient: true, e);
                }
            }

            await Task.Delay(options.Value.LongestPause, time, cancel);
            await membership.Refresh(default, cancel);
        }
    }

    private async Task CallAsync(SiloAddress silo, long version, CancellationToken cancel)
    {
        if (membership.CurrentSnapshot.GetSiloStatus(silo) != SiloStatus.Joining)
        {
            await services.Of(silo).GreetAsync(self.SiloAddress, version, cancel);
            return;
        }

        using var timeout = new CancellationTokenSource(_joiningTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancel);
        await services.Of(silo).GreetAsync(self.SiloAddress, version, either.Token);
    }

    private Task StartWatching()
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
                    context.Cache.Redelivery.Require();
                }

                last = next;
            }
        }
        catch (OperationCanceledException)
        {
            // The silo is stopping.
        }
    }

    private static bool HasLost(ClusterMembershipSnapshot last, ClusterMembershipSnapshot next) => last.Members.Values.Any(member =>
        member.Status is not SiloStatus.Dead
        && (!next.Members.TryGetValue(member.SiloAddress, out ClusterMember? now) || now.Status == SiloStatus.Dead));

    private async Task StopWatchingAsync(CancellationToken cancel)
    {
        await _stopping.CancelAsync();
        await _watching.WaitAsync(cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    [LoggerMessage(LogLevel.Warning, "Silo {Silo} is alive but does not answer: {Reason}. Waiting for it before becoming active.")]
    private static partial void LogNotGreeted(ILogger logger, SiloAddress silo, string reason);
}
