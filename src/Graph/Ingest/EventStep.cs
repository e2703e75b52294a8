using ReplayGraph.Events;
using ReplayGraph.Facts;

namespace ReplayGraph.Ingest;

/// <summary>The events that a deletion or a move changes.</summary>
public interface IEventNodes
{
    /// <summary>What is known of the event by its id, new if need be.</summary>
    EventAnnotations FindOrAdd(EventId id);

    /// <summary>The event has a deletion or a move that it did not have: its observations may be gone, or belong elsewhere.</summary>
    void Reassign(EventId id, EventAnnotations annotations);
}

/// <summary>The rule of deletions and moves of events. They concern events that come later, too.</summary>
public static class EventStep
{
    /// <summary>Events are deleted.</summary>
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

    /// <summary>Events are moved to an issue.</summary>
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
    /// <param name="issue">The observation's issue as ingested. Without one, no move concerns it.</param>
    /// <param name="annotations">What is known of the observation's event; may be null.</param>
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
