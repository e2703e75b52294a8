using ReplayGraph.Cluster.Messages;

namespace ReplayGraph.Cluster.Replays;

/// <summary>
/// Whom a replay told to some ingest that they are listed, while nobody said yet that they have heard: that ingest may be under way, or
/// have come to nothing. Another that brings the same must not be acknowledged before they have heard, so it tells them too.
/// </summary>
public sealed class PendingNotifications
{
    private readonly Dictionary<long, Told> _told = [];

    /// <summary>A write of this version tells somebody.</summary>
    internal void Add(long version, Timestamp at, IReadOnlyCollection<TraceId> traces, IReadOnlyCollection<Listed> events)
    {
        if (traces.Count + events.Count > 0)
        {
            _told[version] = new(at, [.. traces], [.. events]);
        }
    }

    /// <summary>All that a write of this version told have heard.</summary>
    internal void Remove(long version) => _told.Remove(version);

    /// <summary>What was told before a time is heard, or its ingest has failed and everybody is in doubt.</summary>
    internal void Expire(Timestamp before)
    {
        if (_told.Count > 0)
        {
            foreach (long version in _told.Where(one => one.Value.At < before).Select(one => one.Key).ToArray())
            {
                _told.Remove(version);
            }
        }
    }

    internal bool Contains(TraceId trace) => _told.Count > 0 && _told.Values.Any(told => told.Traces.Contains(trace));

    internal bool Contains(in Listed listed)
    {
        foreach (Told told in _told.Values)
        {
            if (told.Events.Contains(listed))
            {
                return true;
            }
        }

        return false;
    }

    private sealed record Told(Timestamp At, TraceId[] Traces, Listed[] Events);
}
