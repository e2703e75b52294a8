using System.Net.ServerSentEvents;

namespace ReplayGraph.Api.Live;

/// <summary>
/// Reads a topic at an interval while it has subscribers, and sends all of them what is new. A subscriber starts with the first read that
/// begins after it has subscribed, so an id that another front-end sent is never of a later state.
/// </summary>
internal sealed class Watch
{
    private readonly Lock _lock = new();
    private readonly List<Subscriber> _joining = [];
    private readonly List<Subscriber> _subscribers = [];
    private readonly ILiveSource _source;
    private readonly LiveHub _hub;
    private readonly PeriodicTimer _timer;
    private LiveState? _state;
    private long _beatAt;
    private bool _hasEnded;

    /// <param name="hub">The owner.</param>
    /// <param name="source">The topic.</param>
    /// <param name="phase">When in the interval to read, from 0 to 1: watches that start together should not read together.</param>
    internal Watch(LiveHub hub, ILiveSource source, double phase)
    {
        (_hub, _source, _beatAt) = (hub, source, hub.Time.GetTimestamp());
        _timer = new(Max(hub.Interval * phase, TimeSpan.FromMilliseconds(1)), hub.Time);
    }

    /// <summary>Adds a subscriber; the first one starts the watch.</summary>
    /// <returns>False if the watch has ended.</returns>
    internal bool TryAdd(Subscriber subscriber)
    {
        lock (_lock)
        {
            if (_hasEnded)
            {
                return false;
            }

            _joining.Add(subscriber);
            if (_joining.Count + _subscribers.Count == 1)
            {
                _ = Task.Run(RunAsync);
            }

            return true;
        }
    }

    /// <summary>Removes a subscriber.</summary>
    /// <returns>True if it was the last one, so the watch has ended.</returns>
    internal bool Remove(Subscriber subscriber)
    {
        lock (_lock)
        {
            _ = _joining.Remove(subscriber) || _subscribers.Remove(subscriber);
            if (_hasEnded || _joining.Count + _subscribers.Count > 0)
            {
                return false;
            }

            _hasEnded = true;
            _timer.Dispose();
            return true;
        }
    }

    /// <summary>Ends all streams.</summary>
    internal void EndAll()
    {
        lock (_lock)
        {
            _joining.ForEach(subscriber => subscriber.End());
            _subscribers.ForEach(subscriber => subscriber.End());
        }
    }

    private static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;

    private async Task RunAsync()
    {
        do
        {
            await ReadAsync();
        }
        while (await NextAsync());
    }

    private async ValueTask<bool> NextAsync()
    {
        bool isNext = await _timer.WaitForNextTickAsync();
        lock (_lock)
        {
            if (isNext && !_hasEnded && _timer.Period != _hub.Interval)
            {
                _timer.Period = _hub.Interval;
            }
        }

        return isNext;
    }

    private async Task ReadAsync()
    {
        Subscriber[] joining;
        lock (_lock)
        {
            joining = [.. _joining];
        }

        try
        {
            Publish(await _hub.ReadAsync(_source, _state), joining);
        }
        catch (Exception e)
        {
            // Streams that have begun wait for the next read, without heartbeats.
            _hub.Report(e);
            Array.ForEach(joining, subscriber => subscriber.Fail(e));
        }
    }

    private void Publish(LiveState now, Subscriber[] joining)
    {
        var events = new LiveEvents(now);
        SseItem<string>[] changes = _state is { } before ? events.After(before) : [];
        _state = now;
        bool isBeat = _hub.Time.GetElapsedTime(_beatAt) >= _hub.Heartbeat;
        _beatAt = isBeat ? _hub.Time.GetTimestamp() : _beatAt;
        lock (_lock)
        {
            foreach (Subscriber subscriber in _subscribers)
            {
                if (changes.Length > 0)
                {
                    subscriber.Add(changes, events.Reload);
                }
                else if (isBeat)
                {
                    subscriber.Beat(events.Heartbeat);
                }

                if (_hub.Time.GetElapsedTime(subscriber.StartedAt) >= LiveHub.MaxLifetime)
                {
                    subscriber.End();
                }
            }

            foreach (Subscriber subscriber in joining)
            {
                if (_joining.Remove(subscriber))
                {
                    subscriber.Add(events.First(subscriber.LastEventId), events.Reload);
                    _subscribers.Add(subscriber);
                }
            }
        }
    }
}
