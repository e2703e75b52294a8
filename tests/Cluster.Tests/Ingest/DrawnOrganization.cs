using System.Collections.Concurrent;
using ReplayGraph.Conformance.Generation;
using ReplayGraph.Facts;

namespace ReplayGraph.Cluster.Tests.Ingest;

/// <summary>What an organization was told. Safe for concurrent use.</summary>
internal sealed class DrawnOrganization(string name)
{
    private readonly ConcurrentQueue<byte[]> _acknowledged = [];
    private IReadOnlyList<IFact> _facts = [];
    private int _left;

    internal string Name { get; } = name;

    /// <summary>All batches that were acknowledged.</summary>
    internal IReadOnlyCollection<byte[]> Acknowledged => _acknowledged;

    /// <summary>All facts that it is told.</summary>
    internal Deck Deck => new(0, _facts);

    /// <summary>True if all of them were acknowledged.</summary>
    internal bool IsTold => Volatile.Read(ref _left) == 0;

    /// <summary>A deck more is going to be told, in so many batches. One caller at a time.</summary>
    internal void Add(Deck deck, int batches)
    {
        _facts = [.. _facts, .. deck.Facts];
        Interlocked.Add(ref _left, batches);
    }

    /// <summary>A batch was acknowledged.</summary>
    /// <returns>True if none is left.</returns>
    internal bool Acknowledge(byte[] lines)
    {
        _acknowledged.Enqueue(lines);
        return Interlocked.Decrement(ref _left) == 0;
    }
}
