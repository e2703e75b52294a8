using ReplayGraph.Cluster.Calls;
using ReplayGraph.Cluster.Messages;
using ReplayGraph.Cluster.Organizations;

namespace ReplayGraph.Cluster.Announcements;

/// <summary>
/// Tells every silo. One that cannot be reached is told again for as long as it must hear: it may still answer somebody. One that was
/// declared dead is passed over: it stops when it learns that.
/// </summary>
public sealed class Announcer<TSilo>(SiloCache memory, ISilos<TSilo> silos, TimeProvider time, CallOptions options)
{
    /// <summary>Tells every silo. Once begun it goes on, also if the caller gives up: what it tells of is durable.</summary>
    /// <exception cref="GraphException">A silo that is alive could not be told; transient.</exception>
    public ValueTask AnnounceAsync(Announcement announcement, CancellationToken cancel = default)
    {
        List<Task>? others = null;
        foreach (TSilo silo in silos.Others)
        {
            (others ??= []).Add(TellAsync(silo, announcement));
        }

        ValueTask own = memory.HearAsync(announcement, CancellationToken.None);
        return others is null ? own : WaitAsync(own, others, cancel);
    }

    private static async ValueTask WaitAsync(ValueTask own, List<Task> others, CancellationToken cancel)
    {
        others.Add(own.AsTask());
        await Task.WhenAll(others).WaitAsync(cancel);
    }

    private async Task TellAsync(TSilo silo, Announcement announcement)
    {
        var retry = new Retry(options.AnnounceFor, options, time);
        while (true)
        {
            Exception failure;
            try
            {
                await silos.TellAsync(silo, announcement);
                return;
            }
            catch (Exception e)
            {
                failure = e;
            }

            if (!silos.MustHear(silo))
            {
                return;
            }

            if (!retry.IsAllowed)
            {
                await silos.GiveUpAsync(silo);
                throw new GraphException($"silo {silo} could not be told what has changed: {failure.Message}", isTransient: true, failure);
            }

            await Task.Delay(retry.NextPause(), time, CancellationToken.None);
        }
    }
}
