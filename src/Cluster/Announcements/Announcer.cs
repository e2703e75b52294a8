using System.Collections.Concurrent;
using ReplayGraph.Cluster.Caches;
using ReplayGraph.Cluster.Calls;
using ReplayGraph.Cluster.Messages;

namespace ReplayGraph.Cluster.Announcements;

/// <summary>
/// Sends announcements to every silo. If one does not answer, its cache is revoked instead: it answers nothing from it until it has renewed its
/// lease, and learns then that it missed something. A silo that was declared dead is skipped: it stops when it learns that.
/// </summary>
public sealed class Announcer<TSilo>(SiloCache cache, ISilos<TSilo> silos, TimeProvider time, CallOptions options)
    where TSilo : notnull
{
    // The silos that did not answer the last announcement.
    private readonly ConcurrentDictionary<TSilo, bool> _silent = [];
    private readonly ConcurrentDictionary<TSilo, SharedRun<bool>> _revocations = [];

    /// <summary>Sends to every silo. Goes on even if the caller cancels, because what is announced is durable.</summary>
    /// <exception cref="GraphException">A silo that is alive could not be reached, and its cache not be revoked; transient.</exception>
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
        Retry? retry = null;
        while (true)
        {
            Exception? failure = await TrySendAsync(silo, announcement);
            if (failure is null)
            {
                return;
            }

            if (!silos.MustReceive(silo))
            {
                Forget(silo);
                return;
            }

            try
            {
                if (await RevokeAsync(silo))
                {
                    return;
                }
            }
            catch (Exception e)
            {
                failure = e;
            }

            if (!(retry ??= new(options.AnnounceFor, options, time)).IsAllowed)
            {
                await silos.GiveUpAsync(silo);
                throw new GraphException($"Could not announce a change to silo {silo}: {failure.Message}", isTransient: true, failure);
            }

            await Task.Delay(retry.NextPause(), time, CancellationToken.None);
        }
    }

    // A silo that was silent before gets little time, so that it delays one announcement, not each until it is declared dead.
    private async Task<Exception?> TrySendAsync(TSilo silo, Announcement announcement)
    {
        TimeSpan patience = _silent.ContainsKey(silo) ? options.SilentPatience : options.AnnouncePatience;
        try
        {
            await Observed(silos.SendAsync(silo, announcement)).WaitAsync(patience, time);
            _silent.TryRemove(silo, out _);
            return null;
        }
        catch (Exception e)
        {
            _silent[silo] = true;
            return e;
        }
    }

    // Its failure is of no interest after the wait for it has ended.
    private static Task Observed(ValueTask sending)
    {
        var task = sending.AsTask();
        _ = task.ContinueWith(static done => done.Exception, TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously);
        return task;
    }

    // What is announced is durable before a revocation begins that counts for it.
    private Task<bool> RevokeAsync(TSilo silo) =>
        _revocations.GetOrAdd(silo, one => new(() => silos.TryRevokeAsync(one).AsTask())).NextAsync();

    private void Forget(TSilo silo)
    {
        _silent.TryRemove(silo, out _);
        _revocations.TryRemove(silo, out _);
    }
}
