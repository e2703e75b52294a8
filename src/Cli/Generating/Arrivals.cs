namespace ReplayGraph.Cli.Generating;

/// <summary>Facts in flight, in order of arrival, then of sending. Slots are reused.</summary>
internal sealed class Arrivals
{
    private readonly PriorityQueue<int, (double At, long Serial)> _queue = new();
    private readonly Stack<int> _free = new();
    private ScheduledFact[] _slots = new ScheduledFact[1024];
    private long _serial;

    internal void Send(double at, in ScheduledFact fact)
    {
        int used = _queue.Count;
        if (!_free.TryPop(out int slot))
        {
            slot = used;
            if (slot == _slots.Length)
            {
                Array.Resize(ref _slots, slot * 2);
            }
        }

        _slots[slot] = fact;
        _queue.Enqueue(slot, (at, _serial++));
    }

    /// <summary>Takes the next fact that arrives by a time.</summary>
    internal bool TryTake(double until, out ScheduledFact fact)
    {
        if (!_queue.TryPeek(out int slot, out (double At, long) first) || first.At > until)
        {
            fact = default;
            return false;
        }

        _queue.Dequeue();
        fact = _slots[slot];
        _slots[slot] = default;
        _free.Push(slot);
        return true;
    }
}
