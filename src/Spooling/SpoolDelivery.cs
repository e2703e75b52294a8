using System.Threading.Channels;
using ReplayGraph.Embedded.Journal;
using ReplayGraph.Facts;

namespace ReplayGraph.Spooling;

/// <summary>Delivers a spool to its graph, oldest facts first, with growing pauses while the graph is away.</summary>
internal sealed class SpoolDelivery(
    SpoolOptions options, Delivery graph, TimeProvider time, ISpoolLog log, SpoolTally tally, SpoolJournal journal) : IAsyncDisposable
{
    private static readonly TimeSpan _firstPause = TimeSpan.FromSeconds(0.5), _longestPause = TimeSpan.FromSeconds(10);

    // While a graph is away, one line in so much time says so.
    private static readonly TimeSpan _reportEvery = TimeSpan.FromMinutes(5);

    private readonly CancellationTokenSource _stopping = new();
    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly FactBatch _batch = new();
    private Task _loop = Task.CompletedTask;
    private TimeSpan _pause = _firstPause;
    private long? _reportedAt;
    private long _since;
    private bool _hasPassed;

    internal void Begin(Func<Func<Task>, Task> begin) => _loop = begin(LoopAsync);

    /// <summary>Signals that frames were appended.</summary>
    internal void Wake() => _wake.Writer.TryWrite(true);

    /// <summary>Ends the deliveries. One in flight may be repeated by the next process.</summary>
    public ValueTask DisposeAsync()
    {
        // Here, and not on the thread pool: the loop runs on the scheduler that it was begun on.
        _stopping.Cancel();
        return EndAsync();
    }

    private async ValueTask EndAsync()
    {
        await _loop;
        _stopping.Dispose();
    }

    private async Task LoopAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                if (await TryDeliverAsync())
                {
                    _pause = _firstPause;
                    continue;
                }

                await _wake.Reader.ReadAsync(_stopping.Token);
            }
            catch (Exception) when (_stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                await PauseAsync(e);
            }
        }
    }

    /// <returns>False if nothing is left that is durable.</returns>
    private async ValueTask<bool> TryDeliverAsync()
    {
        SpoolWindow? window = Read();
        if (window is null)
        {
            if (journal.Capacity.IsBehind && journal.TryFinish() && _hasPassed)
            {
                log.CaughtUp(tally.Now.Delivered - _since);
                (_since, _reportedAt, _hasPassed) = (tally.Now.Delivered, null, false);
            }

            return false;
        }

        if (window.IsTooOld)
        {
            tally.TooOld(window.Facts);
            log.TooOld(window.Facts, options.MaxAge);
        }
        else
        {
            foreach (IGrouping<string, JournalFrame> group in window.Frames.GroupBy(frame => frame.Organization))
            {
                await DeliverAsync(OrganizationId.Parse(group.Key), [.. group]);
            }
        }

        journal.Pass(window.End);
        _hasPassed = true;
        return true;
    }

    private SpoolWindow? Read()
    {
        try
        {
            return journal.Read(options.WindowBytes, Timestamp.From(time.GetUtcNow()).Plus(-options.MaxAge));
        }
        catch (JournalDamagedException e)
        {
            journal.SetAside(e);
            return journal.Read(options.WindowBytes, Timestamp.From(time.GetUtcNow()).Plus(-options.MaxAge));
        }
    }

    private async ValueTask DeliverAsync(OrganizationId organization, IReadOnlyList<JournalFrame> frames)
    {
        _batch.Clear();
        foreach (JournalFrame frame in frames)
        {
            _batch.AddEncoded(frame.Payload.Span, (int)frame.Count);
        }

        try
        {
            await graph(organization, _batch, _stopping.Token);
            tally.Delivered(_batch.Count);
        }
        catch (GraphException e) when (!e.IsTransient && frames.Count == 1)
        {
            // It would hold up everything behind it, for all organizations.
            tally.Rejected(_batch.Count);
            log.Rejected(organization, _batch.Count, e.Message);
        }
        catch (GraphException e) when (!e.IsTransient)
        {
            foreach (JournalFrame frame in frames)
            {
                await DeliverAsync(organization, [frame]);
            }
        }
    }

    private async ValueTask PauseAsync(Exception reason)
    {
        if (_reportedAt is not { } reported || time.GetElapsedTime(reported) >= _reportEvery)
        {
            _reportedAt = time.GetTimestamp();
            log.Retries(reason.Message, journal.Capacity.Waiting);
        }

        try
        {
            await Task.Delay(_pause, time, _stopping.Token);
        }
        catch (OperationCanceledException)
        {
            // The loop ends.
        }

        _pause = _pause * 2 < _longestPause ? _pause * 2 : _longestPause;
    }
}
