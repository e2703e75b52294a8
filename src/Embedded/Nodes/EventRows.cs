using ReplayGraph.Embedded.Memory;
using ReplayGraph.Traces;

namespace ReplayGraph.Embedded.Nodes;

/// <summary>Finds the rows of an event id.</summary>
internal readonly struct EventRows(OrganizationNodes nodes)
{
    /// <summary>All rows that are held and not withdrawn.</summary>
    internal List<uint> Of(EventId id)
    {
        OrganizationNodes of = nodes;
        List<uint> rows = All(id);
        rows.RemoveAll(row => !of.TryRead(row, out _, out _));
        return rows;
    }

    /// <summary>All rows that are held, withdrawn ones included.</summary>
    internal List<uint> All(EventId id)
    {
        List<uint> rows = [];
        FingerprintIndex.Candidates candidates = nodes.Events.Find(FingerprintIndex.Hash(id.Value));
        while (candidates.Next(out uint row))
        {
            if (Is(row, id))
            {
                rows.Add(row);
            }
        }

        return rows;
    }

    /// <summary>Whether a row, withdrawn or not, is of this very observation.</summary>
    internal bool HoldsEqual(uint hash, in Observation observation)
    {
        FingerprintIndex.Candidates candidates = nodes.Events.Find(hash);
        while (candidates.Next(out uint row))
        {
            if (Is(row, observation.EventId))
            {
                nodes.TryRead(row, out Observation there, out _);
                there.ReplayId = there.Replay.IsNone ? default : nodes.Replay(there.Replay.Index).State.Id;
                if (there.Key == observation.Key && !observation.Supersedes(there) && !there.Supersedes(observation))
                {
                    return true;
                }
            }
        }

        return false;
    }

    internal bool Any(EventId id)
    {
        FingerprintIndex.Candidates candidates = nodes.Events.Find(FingerprintIndex.Hash(id.Value));
        while (candidates.Next(out uint row))
        {
            if (Is(row, id))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// Notes that an event has a new row, withdrawn or not: its trace may have another replay, and coverage counts its other rows otherwise, too.
    /// </summary>
    internal void NoteChanged(uint hash, EventId id)
    {
        FingerprintIndex.Candidates candidates = nodes.Events.Find(hash);
        while (candidates.Next(out uint row))
        {
            if (Is(row, id))
            {
                nodes.CoverageChanges.Trace(ObservationRow.Trace(nodes.Rows.From(row)));
            }
        }
    }

    /// <summary>The row of a key.</summary>
    /// <param name="hash">The event id's hash.</param>
    /// <param name="key">The key.</param>
    /// <param name="isMultiIssue">True if the event was observed under another issue too.</param>
    internal RowRef Find(uint hash, in ObservationKey key, out bool isMultiIssue)
    {
        RowRef found = default;
        isMultiIssue = false;
        FingerprintIndex.Candidates candidates = nodes.Events.Find(hash);
        while (candidates.Next(out uint row))
        {
            if (Is(row, key.Event) && nodes.TryRead(row, out Observation there, out _))
            {
                bool isSame = there.Key == key;
                found = isSame ? new(row) : found;
                isMultiIssue |= !isSame && there.Key.HasSameEvent(key);
            }
        }

        return found;
    }

    // Several ids may share a hash.
    private bool Is(uint row, EventId id) => nodes.Rows.Holds(row) && ObservationRow.Event(nodes.Rows.From(row)) == id;
}
