using ReplayGraph.Embedded.Memory;
using ReplayGraph.Events;

namespace ReplayGraph.Embedded.Nodes;

/// <summary>What is known of events by their id alone. Most have nothing, and asking for those costs one look. One thread adds; any number look up without a lock.</summary>
internal sealed class MarksTable
{
    private readonly NumberedList<(EventId Id, EventMarks? Marks)> _entries = new();
    private readonly FingerprintIndex _index = new();

    internal EventMarks? Find(EventId id) => Find(id, FingerprintIndex.Hash(id.Value));

    internal EventMarks FindOrAdd(EventId id)
    {
        uint hash = FingerprintIndex.Hash(id.Value);
        EventMarks? found = Find(id, hash);
        if (found is null)
        {
            found = new EventMarks();
            _index.Add(hash, (uint)_entries.Add((id, found)));
        }

        return found;
    }

    /// <summary>Forgets the marks that are not to be kept.</summary>
    internal void Keep(Func<EventId, EventMarks, bool> isKept) => _index.Keep(number =>
    {
        ref (EventId Id, EventMarks? Marks) entry = ref _entries[(int)number];
        if (isKept(entry.Id, entry.Marks!))
        {
            return true;
        }

        entry.Marks = null;
        return false;
    });

    private EventMarks? Find(EventId id, uint hash)
    {
        FingerprintIndex.Candidates candidates = _index.Find(hash);
        while (candidates.Next(out uint number))
        {
            ref (EventId Id, EventMarks? Marks) entry = ref _entries[(int)number];
            if (entry.Id == id)
            {
                return entry.Marks;
            }
        }

        return null;
    }
}
