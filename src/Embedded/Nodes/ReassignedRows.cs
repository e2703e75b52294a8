using ReplayGraph.Events;
using ReplayGraph.Traces;

namespace ReplayGraph.Embedded.Nodes;

/// <summary>
/// Marks the rows and links that do not say it all: their events were moved or deleted, or were observed twice. Readers then ask further;
/// all others need not. For the writing thread alone.
/// </summary>
internal sealed class ReassignedRows(OrganizationNodes nodes)
{
    /// <summary>An event's marks tell of a move or a deletion.</summary>
    internal void DivertAll(EventId id, EventAnnotations marks)
    {
        foreach (uint row in new EventRows(nodes).Of(id))
        {
            Divert(new(row), marks);
        }
    }

    /// <summary>The marks tell of a move or a deletion of the row's event.</summary>
    internal void Divert(RowRef row, EventAnnotations marks)
    {
        ObservationRow.State(nodes.Row(row)) |= (byte)RowState.Diverted;
        nodes.TryRead(row.Index, out Observation observation, out _);
        foreach (PackedLinks links in nodes.LinksOf(observation))
        {
            links.MarkReassigned();
        }

        foreach (Move move in observation.IssueId.IsNone ? [] : marks.Moves)
        {
            if (move.Project == observation.ProjectId)
            {
                nodes.FindOrAddIssue(move.Into).State.AddSource(observation.IssueId);
            }
        }
    }

    /// <summary>An event was observed under two issues.</summary>
    internal void MarkTwins(EventId id)
    {
        foreach (uint row in new EventRows(nodes).Of(id))
        {
            nodes.TryRead(row, out Observation observation, out _);
            foreach (PackedLinks links in nodes.LinksOf(observation))
            {
                links.MarkRepeatedEvents();
            }
        }
    }
}
