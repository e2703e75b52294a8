using System.Collections.Concurrent;

namespace ReplayGraph.Chaos.Ingest;

/// <summary>What an organization was told. Safe for concurrent use.</summary>
/// <param name="name">What it is called.</param>
public sealed class DrawnOrganization(string name)
{
    private readonly ConcurrentQueue<byte[]> _acknowledged = [];
    private int _left;
    private int _decks;

    /// <summary>What it is called.</summary>
    public string Name { get; } = name;

    /// <summary>All batches that were acknowledged.</summary>
    public IReadOnlyCollection<byte[]> Acknowledged => _acknowledged;

    /// <summary>True if all of them were acknowledged.</summary>
    public bool IsTold => Volatile.Read(ref _left) == 0;

    /// <summary>How often it was told all there was; null while it is being told more.</summary>
    public int? Rest => Volatile.Read(ref _decks) is var decks && IsTold && decks == Volatile.Read(ref _decks) ? decks : null;

    /// <summary>A deck more is going to be told, in so many batches. One caller at a time.</summary>
    public void Add(int batches)
    {
        Interlocked.Add(ref _left, batches);
        Interlocked.Increment(ref _decks);
    }

    /// <summary>A batch was acknowledged.</summary>
    /// <returns>True if none is left.</returns>
    public bool Acknowledge(byte[] lines)
    {
        _acknowledged.Enqueue(lines);
        return Interlocked.Decrement(ref _left) == 0;
    }
}
