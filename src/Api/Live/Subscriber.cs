using System.Net.ServerSentEvents;
using System.Threading.Channels;

namespace ReplayGraph.Api.Live;

/// <summary>A stream of one client: a bounded queue of events.</summary>
/// <param name="lastEventId">The last id that the client has seen; null for a new client.</param>
/// <param name="startedAt">The timestamp of its start.</param>
/// <param name="leave">Called when the client has left.</param>
internal sealed class Subscriber(string? lastEventId, long startedAt, Action<Subscriber> leave) : IDisposable
{
    /// <summary>The most events that wait for a slow reader.</summary>
    internal const int Capacity = 2 * LiveState.MaxNew;

    private readonly Channel<SseItem<string>> _events = Channel.CreateBounded<SseItem<string>>(Capacity);
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Action<Subscriber>? _leave = leave;

    /// <summary>The last id that the client has seen; null for a new client.</summary>
    internal string? LastEventId => lastEventId;

    /// <summary>The timestamp of its start.</summary>
    internal long StartedAt => startedAt;

    /// <summary>Completes with the first event, or with the failure to read the graph.</summary>
    internal Task Started => _started.Task;

    /// <summary>The events, until the server ends the stream.</summary>
    internal IAsyncEnumerable<SseItem<string>> Events => _events.Reader.ReadAllAsync();

    /// <summary>Adds events. If the reader is too slow for that, the only event that waits is one that asks it to reload.</summary>
    internal void Add(ReadOnlySpan<SseItem<string>> events, in SseItem<string> reload)
    {
        if (_events.Reader.Count + events.Length > Capacity)
        {
            while (_events.Reader.TryRead(out _))
            {
                // It is outdated.
            }

            _events.Writer.TryWrite(reload);
        }
        else
        {
            foreach (SseItem<string> one in events)
            {
                _events.Writer.TryWrite(one);
            }
        }

        _started.TrySetResult();
    }

    /// <summary>Adds a heartbeat, unless the client has something to read anyway.</summary>
    internal void Beat(in SseItem<string> heartbeat)
    {
        if (_events.Reader.Count == 0)
        {
            _events.Writer.TryWrite(heartbeat);
        }
    }

    /// <summary>Answers that the stream cannot start.</summary>
    internal void Fail(Exception failure) => _started.TrySetException(failure);

    /// <summary>Ends the stream after what waits.</summary>
    internal void End()
    {
        _events.Writer.TryComplete();
        _started.TrySetResult();
    }

    public void Dispose() => Interlocked.Exchange(ref _leave, null)?.Invoke(this);
}
