using ReplayGraph.Events;
using ReplayGraph.Facts;

namespace ReplayGraph.Ingest;

/// <summary>The events that a deletion or a move changes.</summary>
public interface IEventNodes
{
    /// <summary>The event's annotations, added if missing.</summary>
    EventAnnotations FindOrAdd(EventId id);

    /// <summary>Called when an event gets a deletion or a move: its observations may be deleted or belong to another issue.</summary>
    void Reassign(EventId id, EventAnnotations annotations);
}

/// <summary>The rule of deletions and moves of events. They also apply to events that arrive later.</summary>
public static class EventStep
{
    /// <summary>Deletes events.</summary>
    /// <returns>False if that was known of all of them.</returns>
    public static bool Delete(in EventDeleteFact fact, IEventNodes events)
    {
        var tombstone = new Tombstone(fact.ProjectId, fact.Timestamp, fact.PrimaryHash);
        bool isNew = false;
        foreach (EventId id in fact.EventIds)
        {
            EventAnnotations annotations = events.FindOrAdd(id);
            isNew |= annotations.Add(tombstone) && Reassign(id, annotations, events);
        }

        return isNew;
    }

    /// <summary>Moves events to an issue.</summary>
    /// <returns>False if that was known of all of them.</returns>
    public static bool Move(in EventMoveFact fact, IEventNodes events)
    {
        var move = new Move(fact.ProjectId, fact.Timestamp, fact.Into);
        bool isNew = false;
        foreach (EventId id in fact.EventIds)
        {
            EventAnnotations annotations = events.FindOrAdd(id);
            isNew |= annotations.Add(move) && Reassign(id, annotations, events);
        }

        return isNew;
    }

    /// <summary>
    /// The issues to which moves may bring an observation. Each of them has the observation's issue among its sources; cut-offs decide
    /// later, when a lookup resolves the observation.
    /// </summary>
    /// <param name="project">The observation's project.</param>
    /// <param name="issue">The observation's issue as ingested. Moves do not apply to observations without an issue.</param>
    /// <param name="annotations">The annotations of the observation's event; may be null.</param>
    public static IEnumerable<IssueId> Targets(ProjectId project, IssueId issue, EventAnnotations? annotations)
    {
        Move[] moves = annotations is null || issue.IsNone ? [] : annotations.Moves.ToArray();
        return moves.Where(move => move.Project == project).Select(move => move.Into);
    }

    private static bool Reassign(EventId id, EventAnnotations annotations, IEventNodes events)
    {
        events.Reassign(id, annotations);
        return true;
    }
}
