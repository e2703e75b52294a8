using System.Collections.Concurrent;
using ReplayGraph.Cluster.Ids;

namespace ReplayGraph.Cluster.Caches;

/// <summary>
/// The nodes whose notifications may be lost: those that a failed ingest called, or all, after a silo left. They send their notifications
/// again, and their states are compared with the store before use. Safe for concurrent use.
/// </summary>
/// <param name="time">The clock.</param>
public sealed class Redelivery(TimeProvider time)
{
    /// <summary>Longer than any ingest takes: the notifications of an earlier write were delivered, or its caller got an error.</summary>
    internal static TimeSpan LongestIngest { get; } = TimeSpan.FromMinutes(10);

    // When a silo leaves, or is suspected, a node may have two activations until all silos agree on its location. The activation that
    // receives no writes falls behind. So for some minutes a state is verified against the store before use if its last verification is
    // older than a second.
    private static readonly TimeSpan _settling = TimeSpan.FromMinutes(3), _verifiedFor = TimeSpan.FromSeconds(1);

    // Some 10 MB. Beyond that, all nodes are required to redeliver.
    private const int MostNodes = 65_536;

    private readonly Lock _lock = new();
    private volatile ConcurrentDictionary<NodeId, Requirement> _nodes = [];
    private volatile int _count;
    private Requirement _all = new(1, Timestamp.From(time.GetUtcNow()), time.GetTimestamp());
    private int _epoch = 1;

    /// <summary>Grows with each requirement: a node that has delivered all of its notifications since meets the earlier ones.</summary>
    public int Epoch => Volatile.Read(ref _epoch);

    /// <summary>Requires redelivery of all nodes.</summary>
    public void Require()
    {
        lock (_lock)
        {
            Volatile.Write(ref _all, Next());
            Volatile.Write(ref _epoch, _epoch + 1);
        }
    }

    /// <summary>Requires redelivery of some nodes. Empty means all of them.</summary>
    public void Require(IReadOnlyCollection<NodeId> nodes)
    {
        lock (_lock)
        {
            if (nodes.Count == 0 || _count + nodes.Count > MostNodes)
            {
                Require();

                // After the requirement of all. Until then, those of single nodes also cover writes that it takes for delivered.
                (_nodes, _count) = nodes.Count == 0 ? (_nodes, _count) : ([], 0);
                return;
            }

            // Complete before the epoch grows: a node that reads the new epoch finds its requirement.
            Requirement next = Next();
            foreach (NodeId node in nodes)
            {
                _nodes[node] = next;
            }

            _count = _nodes.Count;
            Volatile.Write(ref _epoch, _epoch + 1);
        }
    }

    /// <summary>Whether a node must send its notifications again that last delivered all of them in this epoch.</summary>
    internal bool IsRequired(NodeId node, int deliveredIn) =>
        deliveredIn < Volatile.Read(ref _all).Epoch || (Of(node) is { } own && deliveredIn < own.Epoch);

    /// <summary>Whether notifications of a node's last write, at this time, may be lost.</summary>
    internal bool MayBeUndelivered(NodeId node, Timestamp written)
    {
        if (written == default)
        {
            return false;
        }

        Timestamp required = Volatile.Read(ref _all).At;
        return (written <= required && required < written.Plus(LongestIngest)) || (Of(node) is { } own && written <= own.At);
    }

    /// <summary>Whether a state that was last verified at this timestamp must be compared with the store before use.</summary>
    internal bool NeedsVerification(NodeId node, long verifiedAt) => time.GetElapsedTime(verifiedAt) >= _verifiedFor
        && (IsSettling(Volatile.Read(ref _all), verifiedAt) || (Of(node) is { } own && IsSettling(own, verifiedAt)));

    private Requirement? Of(NodeId node) => _count == 0 ? null : _nodes.GetValueOrDefault(node);

    private bool IsSettling(Requirement requirement, long verifiedAt) => time.GetElapsedTime(requirement.Timestamp, verifiedAt) < _settling;

    private Requirement Next() => new(_epoch + 1, Timestamp.From(time.GetUtcNow()), time.GetTimestamp());

    private sealed record Requirement(int Epoch, Timestamp At, long Timestamp);
}
