using ReplayGraph.Embedded.Memory;
using ReplayGraph.Traces;

namespace ReplayGraph.Embedded.Nodes;

/// <summary>Finds the rows of an event id.</summary>
internal readonly struct EventRows(OrganizationNodes nodes)
{
    /// <summary>All rows that are held and not withdrawn.</summary>
    internal List<uint> Of(EventId id)
    {
        List<uint> rows = [];
        FingerprintIndex.Candidates candidates = nodes.Events.Find(FingerprintIndex.Hash(id.Value));
        while (candidates.Next(out uint row))
        {
            if (Is(row, id) && nodes.TryRead(row, out _, out _))
            {
                rows.Add(row);
            }
        }

        return rows;
    }

    /// <summary>Whether the event has a row.</summary>
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

    /// <summary>The row of the same key: project, event, issue as ingested.</summary>
    /// <param name="hash">The event id's hash.</param>
    /// <param name="wanted">The key.</param>
    /// <param name="isMultiIssue">True if the event was observed under another issue too.</param>
    internal RowRef Find(uint hash, in Observation wanted, out bool isMultiIssue)
    {
        RowRef found = default;
        isMultiIssue = false;
        FingerprintIndex.Candidates candidates = nodes.Events.Find(hash);
        while (candidates.Next(out uint row))
        {
            if (Is(row, wanted.EventId) && nodes.TryRead(row, out Observation there, out _) && there.ProjectId == wanted.ProjectId)
            {
                bool isSame = there.IssueId == wanted.IssueId;
                found = isSame ? new(row) : found;
                isMultiIssue |= !isSame;
            }
        }

        return found;
    }

    // Several ids may share a hash.
    private bool Is(uint row, EventId id) => nodes.Rows.Holds(row) && ObservationRow.Event(nodes.Rows.From(row)) == id;
}
