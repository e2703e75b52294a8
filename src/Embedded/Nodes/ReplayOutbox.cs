using ReplayGraph.Events;
using ReplayGraph.Ingest;
using ReplayGraph.Traces;

namespace ReplayGraph.Embedded.Nodes;

/// <summary>
/// Carries the messages of one replay after the other to traces and events, at once: one object for all of them. What was listed before
/// was delivered then.
/// </summary>
internal sealed class ReplayOutbox(OrganizationNodes nodes, TraceCursor trace, DirectOutbox outbox) : IReplayOutbox
{
    private ReplayRef _replay;

    /// <summary>Goes to a replay.</summary>
    internal ReplayOutbox At(ReplayRef replay)
    {
        _replay = replay;
        return this;
    }

    public void ListTrace(TraceId id, bool isNew)
    {
        if (isNew)
        {
            TraceStep.See(trace.At(nodes.Traces.FindOrAdd(id)), _replay, outbox);
        }
    }

    public bool ListEvent(EventId id, ProjectId project)
    {
        if (!nodes.Marks.FindOrAdd(id).Add(new Listing(_replay, project)))
        {
            return false;
        }

        foreach (uint row in new EventRows(nodes).Of(id))
        {
            TraceStep.Mark(trace.At(ObservationRow.Trace(nodes.Rows.From(row))), id, outbox);
        }

        return true;
    }
}
