namespace ReplayGraph.Cluster.Batching;

/// <summary>
/// A queue in which organizations take turns, one item each, so that one with many items does not delay the others. The items of an
/// organization keep their order. Not safe for concurrent use.
/// </summary>
internal sealed class FairQueue<TItem>
    where TItem : class, IQueued
{
    private readonly Dictionary<OrganizationId, Queue<TItem>> _items = [];

    // The organizations that wait, the next one first.
    private readonly Queue<Queue<TItem>> _turns = [];

    /// <summary>The number of items.</summary>
    internal int Count { get; private set; }

    /// <summary>Adds an item behind those of its organization.</summary>
    internal void Add(TItem item)
    {
        if (_items.TryGetValue(item.Organization, out Queue<TItem>? queue))
        {
            queue.Enqueue(item);
        }
        else
        {
            _items.Add(item.Organization, queue = new([item]));
            _turns.Enqueue(queue);
        }

        Count++;
    }

    /// <summary>Takes the next item, unless it is larger than this. Then it stays the next one.</summary>
    internal TItem? Take(long most)
    {
        if (!_turns.TryPeek(out Queue<TItem>? queue) || queue.Peek().Size > most)
        {
            return null;
        }

        _turns.Dequeue();
        TItem item = queue.Dequeue();
        Count--;
        if (queue.Count > 0)
        {
            _turns.Enqueue(queue);
        }
        else
        {
            _items.Remove(item.Organization);
        }

        return item;
    }
}
