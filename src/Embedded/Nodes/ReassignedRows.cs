using ReplayGraph.Events;
using ReplayGraph.Ingest;
using ReplayGraph.Traces;

namespace ReplayGraph.Embedded.Nodes;

/// <summary>
/// Flags the rows and links that do not hold the whole truth: their events were moved or deleted, or were observed under several issues.
/// Readers then look further; for all others they need not. For the writing thread alone.
/// </summary>
internal sealed class ReassignedRows(OrganizationNodes nodes) : IEventNodes
{
    public EventAnnotations FindOrAdd(EventId id) => nodes.Marks.FindOrAdd(id);

    public void Reassign(EventId id, EventAnnotations annotations)
    {
        nodes.Marks.AnyReassigned = true;
        foreach (uint row in new EventRows(nodes).Of(id))
        {
            Flag(new(row), annotations);
        }
    }

    /// <summary>A row has come whose event may have been moved or deleted before.</summary>
    internal void Observe(RowRef row, EventId id)
    {
        if (nodes.Marks.AnyReassigned && nodes.Marks.Find(id) is { IsReassigned: true } annotations)
        {
            Flag(row, annotations);
        }
    }

    /// <summary>An event was observed under several issues.</summary>
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
