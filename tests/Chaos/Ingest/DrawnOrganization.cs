using System.Collections.Concurrent;

namespace ReplayGraph.Chaos.Ingest;

/// <summary>The batches of an organization. Safe for concurrent use.</summary>
/// <param name="name">The name.</param>
public sealed class DrawnOrganization(string name)
{
    private readonly ConcurrentQueue<byte[]> _acknowledged = [];
    private int _left;
    private int _decks;

    /// <summary>The name.</summary>
    public string Name { get; } = name;

    /// <summary>The acknowledged batches.</summary>
    public IReadOnlyCollection<byte[]> Acknowledged => _acknowledged;

    /// <summary>Whether all batches are acknowledged.</summary>
    public bool IsTold => Volatile.Read(ref _left) == 0;

    /// <summary>The number of decks, if all batches are acknowledged; else null.</summary>
    public int? Rest => Volatile.Read(ref _decks) is var decks && IsTold && decks == Volatile.Read(ref _decks) ? decks : null;

    /// <summary>Adds a deck of so many batches. One caller at a time.</summary>
    public void Add(int batches)
    {
        Interlocked.Add(ref _left, batches);
        Interlocked.Increment(ref _decks);
    }

    /// <summary>Records an acknowledged batch.</summary>
    /// <returns>True if none is left.</returns>
    public bool Acknowledge(byte[] lines)
    {
        _acknowledged.Enqueue(lines);
        return Interlocked.Decrement(ref _left) == 0;
    }
}
