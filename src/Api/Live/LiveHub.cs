using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;
using ReplayGraph.Api.Access;
using ReplayGraph.Api.Lookups;
using ReplayGraph.Api.Options;
using ReplayGraph.Api.ProductLinks;
using ReplayGraph.Api.Replays;
using ReplayGraph.Api.Services;

namespace ReplayGraph.Api.Live;

/// <summary>The watches of this process: one for each topic that has subscribers.</summary>
internal sealed partial class LiveHub : IDisposable
{
    /// <summary>The most reads at a time.</summary>
    private const int ReadsAtOnce = 64;

    private readonly ConcurrentDictionary<LiveTopic, Watch> _watches = [];
    private readonly SemaphoreSlim _reads = new(ReadsAtOnce);
    private readonly ApiServices _services;
    private readonly JsonTypeInfo<LinkAnswer> _link;
    private readonly JsonTypeInfo<ReplayAnswer> _replay;
    private readonly ILogger _log;
    private readonly int _maxSubscribers;
    private readonly CancellationTokenRegistration _stop;
    private int _subscribers;
    private volatile bool _isStopping;

    public LiveHub(ApiServices services, LiveStop stop, LiveMeters meters, IOptions<JsonOptions> json, ILogger<LiveHub> log)
    {
        LiveOptions options = services.Options.Live;
        (_services, _log, _maxSubscribers) = (services, log, options.MaxSubscribers);
        _link = (JsonTypeInfo<LinkAnswer>)json.Value.SerializerOptions.GetTypeInfo(typeof(LinkAnswer));
        _replay = (JsonTypeInfo<ReplayAnswer>)json.Value.SerializerOptions.GetTypeInfo(typeof(ReplayAnswer));
        Interval = TimeSpan.FromMilliseconds(options.IntervalMs);
        Heartbeat = TimeSpan.FromSeconds(options.HeartbeatSeconds);
        meters.Observe(() => Subscribers, () => Watches);
        _stop = stop.Token.Register(EndAll);
    }

    /// <summary>How long a stream lasts at most. A client that connects again is authorized again.</summary>
    internal static TimeSpan MaxLifetime { get; } = TimeSpan.FromHours(1);

    /// <summary>The time between two reads of a topic.</summary>
    internal TimeSpan Interval { get; }

    /// <summary>The time between heartbeats.</summary>
    internal TimeSpan Heartbeat { get; }

    internal TimeProvider Time => _services.Time;

    /// <summary>The number of open streams.</summary>
    internal int Subscribers => Volatile.Read(ref _subscribers);

    /// <summary>The number of watches.</summary>
    internal int Watches => _watches.Count;

    /// <summary>Subscribes a client, until the subscriber is disposed.</summary>
    /// <returns>Null if this process serves no further client.</returns>
    internal Subscriber? Subscribe(LiveTopic topic, Caller caller, string? lastEventId)
    {
        if (Interlocked.Increment(ref _subscribers) > _maxSubscribers || _isStopping)
        {
            Interlocked.Decrement(ref _subscribers);
            return null;
        }

        var subscriber = new Subscriber(lastEventId, Time.GetTimestamp(), one => Leave(topic, one));
        while (!_watches.GetOrAdd(topic, _ => new(this, SourceOf(topic, caller), PhaseOf(topic))).TryAdd(subscriber))
        {
            // That watch has just ended, and is about to be removed.
            Thread.Yield();
        }

        if (_isStopping)
        {
            subscriber.End();
        }

        return subscriber;
    }

    /// <summary>Reads a topic, when its turn has come.</summary>
    internal async ValueTask<LiveState> ReadAsync(ILiveSource source, LiveState? last)
    {
        await _reads.WaitAsync();
        try
        {
            return await source.ReadAsync(last);
        }
        finally
        {
            _reads.Release();
        }
    }

    /// <summary>Logs a failure of a read that is not one of the graph: those are seen at every lookup.</summary>
    internal void Report(Exception failure)
    {
        if (failure is not (GraphException or OperationCanceledException))
        {
            LogUnexpected(failure);
        }
    }

    public void Dispose()
    {
        _stop.Dispose();
        _reads.Dispose();
    }

    private static double PhaseOf(LiveTopic topic) => (topic.GetHashCode() & 0xFFFF) / 65536.0;

    private ILiveSource SourceOf(LiveTopic topic, Caller caller)
    {
        LinkTemplates? templates = _services.Templates.GetValueOrDefault(caller.Organization);
        return topic.Project.IsNone
            ? new LinkSource(
                _services.Graph, _services.Deadlines, topic, caller.Projects,
                link => JsonSerializer.Serialize(LinkAnswer.Of(link, templates), _link))
            : new ProjectSource(
                _services.Graph, _services.Deadlines, topic, caller.Projects,
                view => JsonSerializer.Serialize(ReplayAnswer.Of(view, templates), _replay));
    }

    private void Leave(LiveTopic topic, Subscriber subscriber)
    {
        Interlocked.Decrement(ref _subscribers);
        if (_watches.TryGetValue(topic, out Watch? watch) && watch.Remove(subscriber))
        {
            _watches.TryRemove(KeyValuePair.Create(topic, watch));
        }
    }

    private void EndAll()
    {
        _isStopping = true;
        foreach (Watch watch in _watches.Values)
        {
            watch.EndAll();
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Reading the replays of a live stream failed")]
    private partial void LogUnexpected(Exception failure);
}
