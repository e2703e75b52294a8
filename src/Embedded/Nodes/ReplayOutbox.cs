using ReplayGraph.Events;
using ReplayGraph.Ingest;
using ReplayGraph.Traces;

namespace ReplayGraph.Embedded.Nodes;

/// <summary>
/// Delivers the messages of replays to traces and events immediately. One object serves all replays, one after the other. Known listings
/// were delivered before.
/// </summary>
internal sealed class ReplayOutbox(OrganizationNodes nodes, TraceCursor trace, DirectOutbox outbox) : IReplayOutbox
{
    private ReplayRef _replay;

    internal ReplayOutbox At(ReplayRef replay)
    {
        _replay = replay;
        return this;
    }

    public void ListTrace(TraceId id, bool isNew)
    {
        if (isNew)
        {
            TraceStep.AddReplay(trace.At(nodes.Traces.FindOrAdd(id)), _replay, outbox);
        }
    }

    public bool ListEvent(EventId id, ProjectId project)
    {
        if (!nodes.Annotations.FindOrAdd(id).Add(new Listing(_replay, project)))
        {
            return false;
        }

        foreach (uint row in new EventRows(nodes).All(id))
        {
            TraceCursor at = trace.At(ObservationRow.Trace(nodes.Rows.From(row)));
            if (nodes.TryRead(row, out Observation observation, out _))
            {
                TraceStep.Annotate(at, id, outbox);
            }
            else
            {
                TraceStep.NoteWithdrawn(at, observation, outbox);
            }
        }

        return true;
    }
}
