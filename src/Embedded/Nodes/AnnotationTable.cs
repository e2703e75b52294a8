using ReplayGraph.Embedded.Memory;
using ReplayGraph.Embedded.Snapshots;
using ReplayGraph.Events;

namespace ReplayGraph.Embedded.Nodes;

/// <summary>
/// The annotations of events. Most events have none, which costs a single look-up. One thread adds; any number look up without a lock.
/// </summary>
internal sealed class AnnotationTable
{
    private readonly NumberedList<(EventId Id, EventAnnotations? Annotations)> _entries = new();
    private readonly FingerprintIndex _index = new();

    /// <summary>Whether an event was ever moved or deleted.</summary>
    internal bool AnyReassigned { get; set; }

    /// <inheritdoc cref="FingerprintIndex.Touch"/>
    internal ulong Touch(uint hash) => _index.Touch(hash);

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

    internal void Keep(Func<EventId, EventAnnotations, bool> isKept)
    {
        for (int number = 1; number <= _entries.Count; number++)
        {
            ref (EventId Id, EventAnnotations? Annotations) entry = ref _entries[number];
            if (entry.Annotations is { } annotations && !isKept(entry.Id, annotations))
            {
                entry.Annotations = null;
            }
        }

        _index.Keep(number => _entries[(int)number].Annotations is not null);
        _entries.Keep(number => _entries[number].Annotations is not null);
    }

    /// <summary>All annotations. Only for the writing thread.</summary>
    internal IEnumerable<(EventId Id, EventAnnotations Annotations)> All =>
        Enumerable.Range(1, _entries.Count).Select(number => _entries[number]).Where(entry => entry.Annotations is not null)!;

    private EventAnnotations? Find(EventId id, uint hash)
    {
        FingerprintIndex.Candidates candidates = _index.Find(hash);
        while (candidates.Next(out uint number))
        {
            ref (EventId Id, EventAnnotations? Annotations) entry = ref _entries[(int)number];
            if (entry.Id == id)
            {
                return entry.Annotations;
            }
        }

        return null;
    }

    internal void Save(SnapshotWriter to)
    {
        (EventId Id, EventAnnotations Annotations)[] held = [.. All];
        to.Number(held.Length);
        foreach ((EventId id, EventAnnotations annotations) in held)
        {
            to.Id(id.Value);
            to.Array(annotations.Listings);
            to.Array(annotations.Tombstones);
            to.Array(annotations.Moves);
        }
    }

    internal void Load(SnapshotReader from)
    {
        for (int left = from.Count(); left > 0; left--)
        {
            EventAnnotations annotations = FindOrAdd(new(from.Id()));
            annotations.Add(from.Array<Listing>(), from.Array<Tombstone>(), from.Array<Move>());
            AnyReassigned |= annotations.IsReassigned;
        }
    }
}
