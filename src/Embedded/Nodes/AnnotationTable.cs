using ReplayGraph.Embedded.Memory;
using ReplayGraph.Embedded.Snapshots;
using ReplayGraph.Events;

namespace ReplayGraph.Embedded.Nodes;

/// <summary>
/// What is known of events by their id alone. Most have nothing, and asking for those costs one look. One thread adds; any number look
/// up without a lock.
/// </summary>
internal sealed class AnnotationTable
{
    private readonly NumberedList<(EventId Id, EventAnnotations? Marks)> _entries = new();
    private readonly FingerprintIndex _index = new();

    /// <summary>True once an event was moved or deleted.</summary>
    internal bool AnyReassigned { get; set; }

    internal EventAnnotations? Find(EventId id) => Find(id, FingerprintIndex.Hash(id.Value));

    internal EventAnnotations FindOrAdd(EventId id)
    {
        uint hash = FingerprintIndex.Hash(id.Value);
        EventAnnotations? found = Find(id, hash);
        if (found is null)
        {
            found = new EventAnnotations();
            _index.Add(hash, (uint)_entries.Add((id, found)));
        }

        return found;
    }

    /// <summary>Forgets the marks that are not to be kept.</summary>
    internal void Keep(Func<EventId, EventAnnotations, bool> isKept)
    {
        for (int number = 1; number <= _entries.Count; number++)
        {
            ref (EventId Id, EventAnnotations? Marks) entry = ref _entries[number];
            if (entry.Marks is { } marks && !isKept(entry.Id, marks))
            {
                entry.Marks = null;
            }
        }

        _index.Keep(number => _entries[(int)number].Marks is not null);
        _entries.Keep(number => _entries[number].Marks is not null);
    }

    /// <summary>All of them. For the writing thread alone.</summary>
    internal IEnumerable<(EventId Id, EventAnnotations Marks)> All =>
        Enumerable.Range(1, _entries.Count).Select(number => _entries[number]).Where(entry => entry.Marks is not null)!;

    private EventAnnotations? Find(EventId id, uint hash)
    {
        FingerprintIndex.Candidates candidates = _index.Find(hash);
        while (candidates.Next(out uint number))
        {
            ref (EventId Id, EventAnnotations? Marks) entry = ref _entries[(int)number];
            if (entry.Id == id)
            {
                return entry.Marks;
            }
        }

        return null;
    }

    internal void Save(SnapshotWriter to)
    {
        (EventId Id, EventAnnotations Marks)[] held = [.. All];
        to.Number(held.Length);
        foreach ((EventId id, EventAnnotations marks) in held)
        {
            to.Id(id.Value);
            to.Array(marks.Listings);
            to.Array(marks.Tombstones);
            to.Array(marks.Moves);
        }
    }

    internal void Load(SnapshotReader from)
    {
        for (int left = from.Count(); left > 0; left--)
        {
            EventAnnotations marks = FindOrAdd(new(from.Id()));
            marks.Add(from.Array<Listing>(), from.Array<Tombstone>(), from.Array<Move>());
            AnyReassigned |= marks.IsReassigned;
        }
    }
}
