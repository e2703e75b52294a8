using ReplayGraph.Cluster.Caches;
using ReplayGraph.Cluster.Calls;
using ReplayGraph.Cluster.Messages;

namespace ReplayGraph.Cluster.Announcements;

/// <summary>
/// Sends announcements to every silo. Sending to an unreachable silo is retried for as long as it must receive announcements: it may still
/// answer callers. A silo that was declared dead is skipped: it stops when it learns that.
/// </summary>
public sealed class Announcer<TSilo>(SiloCache cache, ISilos<TSilo> silos, TimeProvider time, CallOptions options)
{
    /// <summary>Sends to every silo. Goes on even if the caller cancels, because what is announced is durable.</summary>
    /// <exception cref="GraphException">A silo that is alive could not be reached; transient.</exception>
    public ValueTask AnnounceAsync(Announcement announcement, CancellationToken cancel = default)
    {
        List<Task>? others = null;
        foreach (TSilo silo in silos.Others)
        {
            (others ??= []).Add(SendAsync(silo, announcement));
        }

        ValueTask own = cache.ApplyAsync(announcement, CancellationToken.None);
        return others is null ? own : WaitAsync(own, others, cancel);
    }

    private static async ValueTask WaitAsync(ValueTask own, List<Task> others, CancellationToken cancel)
    {
        others.Add(own.AsTask());
        await Task.WhenAll(others).WaitAsync(cancel);
    }

    private async Task SendAsync(TSilo silo, Announcement announcement)
    {
        var retry = new Retry(options.AnnounceFor, options, time);
        while (true)
        {
            Exception failure;
            try
            {
                await silos.SendAsync(silo, announcement);
                return;
            }
            catch (Exception e)
            {
                failure = e;
            }

            if (!silos.MustReceive(silo))
            {
                return;
            }

            if (!retry.IsAllowed)
            {
                await silos.GiveUpAsync(silo);
                throw new GraphException($"Could not announce a change to silo {silo}: {failure.Message}", isTransient: true, failure);
            }

            await Task.Delay(retry.NextPause(), time, CancellationToken.None);
        }
    }
}
