using System.Collections.Concurrent;
using System.Diagnostics;
using ReplayGraph.Chaos.Servers;

namespace ReplayGraph.Chaos.Ingest;

/// <summary>
/// Steady ingest, like that of clients: each batch is sent to any server, then to the next one, until it is acknowledged.
/// </summary>
public sealed class Feed : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly DrawnBatches _batches;
    private readonly FeedPace _pace;
    private readonly Sender _sender;
    private readonly HashSet<Milestone> _milestones = [];
    private readonly HashSet<Milestone> _underWay = [];
    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource _failed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _running;

    /// <summary>Starts sending.</summary>
    public Feed(IReadOnlyList<ServerProcess> servers, DrawnBatches batches, FeedPace? pace = null)
    {
        (_batches, _pace, _sender) = (batches, pace ?? new(), new Sender(servers));
        _running = Task.WhenAll(Enumerable.Range(0, _pace.Senders).Select(number => Task.Run(() => SendAsync(number))));
    }

    /// <summary>The organizations with no batch left, in order of completion.</summary>
    public ConcurrentQueue<DrawnOrganization> Told { get; } = [];

    /// <summary>Fails when a sender fails because of an unexpected answer.</summary>
    public Task Failed => _failed.Task;

    /// <summary>The counts so far.</summary>
    public FeedCounts Counts => _sender.Counts;

    /// <summary>The counts so far; resets the longest times.</summary>
    public FeedCounts Mark() => _sender.Mark();

    /// <summary>Waits until so many batches that start from now on are acknowledged.</summary>
    public Task AcknowledgedAsync(int count)
    {
        var milestone = new Milestone(count);
        lock (_gate)
        {
            _milestones.Add(milestone);
        }

        return WaitAsync(milestone.Reached, $"{count} batches were not acknowledged.");
    }

    /// <summary>Waits until all batches in flight, and so many more, are acknowledged.</summary>
    /// <returns>The time that took.</returns>
    public async Task<TimeSpan> ResumedAsync(int count)
    {
        long begun = Stopwatch.GetTimestamp();
        Task[] underWay;
        lock (_gate)
        {
            underWay = [.. _underWay.Select(one => one.Reached)];
        }

        await Task.WhenAll(AcknowledgedAsync(count), WaitAsync(Task.WhenAll(underWay), "Batches in flight were not acknowledged."));
        return Stopwatch.GetElapsedTime(begun);
    }

    /// <summary>Waits until a server answers 503.</summary>
    public Task RefusedAsync() => WaitAsync(_sender.NextRefusalAsync(), "No server answered 503.");

    /// <summary>Stops sending, and waits until the batches in flight are acknowledged.</summary>
    public async Task StopAsync()
    {
        await _stopping.CancelAsync();
        await WaitAsync(_running, "Batches in flight were not acknowledged.");
    }

    /// <inheritdoc/>
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
        using var pace = new PeriodicTimer(_pace.Pause);
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

    // A failed sender is the cause.
    private async Task WaitAsync(Task task, string otherwise)
    {
        try
        {
            await await Task.WhenAny(task, _failed.Task).WaitAsync(_pace.Patience);
        }
        catch (TimeoutException e)
        {
            throw new TimeoutException($"{otherwise} within {_pace.Patience.TotalSeconds:0} s; {Counts}", e);
        }
    }

    private sealed class Milestone(int left)
    {
        private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _left = left;

        internal Task Reached => _reached.Task;

        // True if that was the last batch.
        internal bool Pass() => --_left == 0 && _reached.TrySetResult();
    }
}
