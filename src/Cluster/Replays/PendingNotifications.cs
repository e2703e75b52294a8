using ReplayGraph.Cluster.Messages;

namespace ReplayGraph.Cluster.Replays;

/// <summary>
/// The traces and events that an ingest of a replay has to notify, until it acknowledges that they were. That ingest may still be running,
/// or have failed. Another ingest of the same facts must not succeed before they are notified, so it notifies them too.
/// </summary>
public sealed class PendingNotifications
{
    private readonly Dictionary<long, Write> _writes = [];

    internal void Add(long version, Timestamp at, IReadOnlyCollection<TraceId> traces, IReadOnlyCollection<Listed> events)
    {
        if (traces.Count + events.Count > 0)
        {
            _writes[version] = new(at, [.. traces], [.. events]);
        }
    }

    /// <summary>Removes the notifications of a write, because they were delivered.</summary>
    internal void Remove(long version) => _writes.Remove(version);

    /// <summary>Removes notifications from before a time: they were delivered, or their ingest failed and required redelivery.</summary>
    internal void Expire(Timestamp before)
    {
        if (_writes.Count > 0)
        {
            foreach (long version in _writes.Where(one => one.Value.At < before).Select(one => one.Key).ToArray())
            {
                _writes.Remove(version);
            }
        }
    }

    internal bool Contains(TraceId trace) => _writes.Count > 0 && _writes.Values.Any(write => write.Traces.Contains(trace));

    internal bool Contains(in Listed listed)
    {
        foreach (Write write in _writes.Values)
        {
            if (write.Events.Contains(listed))
            {
                return true;
            }
        }

        return false;
    }

    private sealed record Write(Timestamp At, TraceId[] Traces, Listed[] Events);
}
