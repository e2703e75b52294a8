using System.Collections.Concurrent;
using System.Diagnostics;
using ReplayGraph.Cluster.Tests.Silos;

namespace ReplayGraph.Cluster.Tests.Ingest;

/// <summary>
/// Steady ingest, as clients do it: each batch is sent to any silo, and again, at the next silo, until it is acknowledged.
/// </summary>
internal sealed class Feed : IAsyncDisposable
{
    private const int Senders = 8;

    private static readonly TimeSpan _pace = TimeSpan.FromMilliseconds(160);
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(3);

    private readonly Lock _gate = new();
    private readonly DrawnBatches _batches;
    private readonly Sender _sender;
    private readonly HashSet<Milestone> _milestones = [];
    private readonly HashSet<Milestone> _underWay = [];
    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource _failed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _running;

    internal Feed(IReadOnlyList<SiloProcess> silos, DrawnBatches batches)
    {
        (_batches, _sender) = (batches, new Sender(silos));
        _running = Task.WhenAll(Enumerable.Range(0, Senders).Select(number => Task.Run(() => SendAsync(number))));
    }

    /// <summary>Organizations that were told all that was drawn for them so far, in the order in which they were.</summary>
    internal ConcurrentQueue<DrawnOrganization> Told { get; } = [];

    /// <summary>What happened on the way.</summary>
    internal FeedCounts Counts => _sender.Counts;

    /// <summary>The same, and forgets who was slowest.</summary>
    internal FeedCounts Mark() => _sender.Mark();

    /// <summary>Waits until so many more batches that begin from now on are acknowledged.</summary>
    internal Task AcknowledgedAsync(int count)
    {
        var milestone = new Milestone(count);
        lock (_gate)
        {
            _milestones.Add(milestone);
        }

        return WaitAsync(milestone.Reached, $"{count} batches were not acknowledged");
    }

    /// <summary>Waits until all that is under way, and so many batches more, are acknowledged.</summary>
    /// <returns>How long that took.</returns>
    internal async Task<TimeSpan> ResumedAsync(int count)
    {
        long begun = Stopwatch.GetTimestamp();
        Task[] underWay;
        lock (_gate)
        {
            underWay = [.. _underWay.Select(one => one.Reached)];
        }

        await Task.WhenAll(AcknowledgedAsync(count), WaitAsync(Task.WhenAll(underWay), "what was under way was not acknowledged"));
        return Stopwatch.GetElapsedTime(begun);
    }

    /// <summary>Waits until a silo says that it cannot acknowledge now.</summary>
    internal Task RefusedAsync() => WaitAsync(_sender.NextRefusalAsync(), "no silo said 503");

    /// <summary>Sends no more, and waits until what was begun is acknowledged.</summary>
    internal async Task StopAsync()
    {
        await _stopping.CancelAsync();
        await WaitAsync(_running, "what was under way was not acknowledged");
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _sender.GiveUpAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stopping.Dispose();
    }

    private async Task SendAsync(int number)
    {
        try
        {
            await RunAsync(number);
        }
        catch (Exception e)
        {
            _failed.TrySetException(e);
        }
    }

    private async Task RunAsync(int number)
    {
        using var pace = new PeriodicTimer(_pace);
        for (int turn = number; !_stopping.IsCancellationRequested; turn++)
        {
            var done = new Milestone(1);
            Milestone[] concerned;
            Batch batch;
            lock (_gate)
            {
                batch = _batches.Next();
                _underWay.Add(done);
                concerned = [.. _milestones];
            }

            await _sender.SendAsync(batch, turn);
            if (batch.Organization.Acknowledge(batch.Lines))
            {
                Told.Enqueue(batch.Organization);
            }

            lock (_gate)
            {
                _underWay.Remove(done);
                done.Pass();
                _milestones.ExceptWith(concerned.Where(milestone => milestone.Pass()));
            }

            await pace.WaitForNextTickAsync(CancellationToken.None);
        }
    }

    // A sender that failed is why nothing comes any more.
    private async Task WaitAsync(Task task, string otherwise)
    {
        try
        {
            await await Task.WhenAny(task, _failed.Task).WaitAsync(_patience);
        }
        catch (TimeoutException e)
        {
            throw new TimeoutException($"{otherwise} within {_patience.TotalSeconds:0} s; {Counts}", e);
        }
    }

    private sealed class Milestone(int left)
    {
        private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _left = left;

        internal Task Reached => _reached.Task;

        // True if that was the last.
        internal bool Pass() => --_left == 0 && _reached.TrySetResult();
    }
}
