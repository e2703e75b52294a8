using ReplayGraph.Events;
using ReplayGraph.Ingest;
using ReplayGraph.Traces;

namespace ReplayGraph.Embedded.Nodes;

/// <summary>
/// Flags the rows and links that do not suffice for an answer: their events were moved or deleted, or observed under several issues. Only
/// for those do readers look at annotations. Only for the writing thread.
/// </summary>
internal sealed class ReassignedRows(OrganizationNodes nodes) : IEventNodes
{
    public EventAnnotations FindOrAdd(EventId id) => nodes.Annotations.FindOrAdd(id);

    public void Reassign(EventId id, EventAnnotations annotations)
    {
        nodes.Annotations.AnyReassigned = true;
        foreach (uint row in new EventRows(nodes).Of(id))
        {
            Flag(new(row), annotations);
            nodes.CoverageChanges.Trace(ObservationRow.Trace(nodes.Rows.From(row)));
        }
    }

    /// <summary>Flags a new row if its event was moved or deleted before.</summary>
    internal void Observe(RowRef row, EventId id)
    {
        if (nodes.Annotations.AnyReassigned && nodes.Annotations.Find(id) is { IsReassigned: true } annotations)
        {
            Flag(row, annotations);
        }
    }

    /// <summary>Flags the links of an event that was observed under several issues.</summary>
    internal void FlagMultiIssue(EventId id)
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

    private void Flag(RowRef row, EventAnnotations annotations)
    {
        ObservationRow.State(nodes.Row(row)) |= (byte)RowState.Reassigned;
        nodes.TryRead(row.Index, out Observation observation, out _);
        foreach (PackedLinks links in nodes.LinksOf(observation))
        {
            links.MarkReassigned();
        }

        foreach (IssueId target in EventStep.Targets(observation.ProjectId, observation.IssueId, annotations))
        {
            nodes.FindOrAddIssue(target).State.AddSource(observation.IssueId);
        }
    }
}
