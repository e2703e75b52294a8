using ReplayGraph.Events;
using ReplayGraph.Links;

namespace ReplayGraph.Traces;

/// <summary>
/// The rule of a trace: an observation meets every replay that is known, a replay every observation that is known. So the join is done
/// once, when the second of the two arrives, and in either order it is the same.
/// </summary>
public static class TraceStep
{
    /// <summary>
    /// An observation has come, and has its row. Its key is new to the organization, or its former row has been withdrawn. To say it again
    /// tells again what follows from it, for hosts that cannot know whether it was heard.
    /// </summary>
    public static void Observe(TraceState trace, RowRef row, IOutbox mail)
    {
        trace.Read(row, out Observation observation);
        Observe(trace, row, observation, mail);
    }

    /// <inheritdoc cref="Observe(TraceState, RowRef, IOutbox)"/>
    public static void Observe(TraceState trace, RowRef row, in Observation observation, IOutbox mail)
    {
        if (!observation.Replay.IsNone)
        {
            mail.Name(observation.Replay, row);
        }

        Join(trace, row, observation, trace.Marks(observation.EventId), mail);
    }

    /// <summary>A later observation of the same key has come, here or at another trace.</summary>
    public static void Withdraw(TraceState trace, RowRef row, IOutbox mail)
    {
        trace.Read(row, out Observation observation);
        trace.Remove(row);
        mail.Withdraw(observation, row);
    }

    /// <summary>A segment lists the trace.</summary>
    /// <returns>False if that was known.</returns>
    public static bool See(TraceState trace, ReplayRef replay, IOutbox mail)
    {
        if (!trace.AddReplay(replay))
        {
            return false;
        }

        for (RowRef row = trace.First; !row.IsNone; row = trace.Next(row))
        {
            trace.Read(row, out Observation observation);
            Evidence evidence = Direct(observation, replay, trace.Marks(observation.EventId)) | Evidence.Trace;
            mail.Contribute(observation, row, replay, evidence);
        }

        return true;
    }

    /// <summary>Something new is known of an event by its id: a replay lists it, it was moved or deleted.</summary>
    public static void Mark(TraceState trace, EventId id, IOutbox mail)
    {
        for (RowRef row = trace.First; !row.IsNone; row = trace.Next(row))
        {
            trace.Read(row, out Observation observation);
            if (observation.EventId == id)
            {
                Join(trace, row, observation, trace.Marks(id), mail);
            }
        }
    }

    /// <summary>Hands every replay that the observation is linked with to the visitor, each once, with all evidence.</summary>
    public static void Pairs<T>(scoped ReadOnlySpan<ReplayRef> seen, in Observation observation, EventAnnotations? marks, ref T visitor)
        where T : IPairVisitor, allows ref struct
    {
        foreach (ReplayRef replay in seen)
        {
            visitor.Visit(replay, Evidence.Trace | Direct(observation, replay, marks));
        }

        if (!observation.Replay.IsNone && !seen.Contains(observation.Replay))
        {
            visitor.Visit(observation.Replay, Direct(observation, observation.Replay, marks));
        }

        foreach (Listing listing in marks is null ? [] : marks.Listings)
        {
            if (listing.Holds(observation.ProjectId) && listing.Replay != observation.Replay && !seen.Contains(listing.Replay)
                && marks!.IsFirst(listing, observation.ProjectId))
            {
                visitor.Visit(listing.Replay, Evidence.Listed);
            }
        }
    }

    private static void Join(TraceState trace, RowRef row, in Observation observation, EventAnnotations? marks, IOutbox mail)
    {
        var visitor = new Contributor(observation, row, mail);
        Pairs(trace.Replays, observation, marks, ref visitor);
    }

    private static Evidence Direct(in Observation observation, ReplayRef replay, EventAnnotations? marks) =>
        (observation.Replay == replay ? Evidence.Tagged : Evidence.None)
        | (marks is not null && marks.Lists(replay, observation.ProjectId) ? Evidence.Listed : Evidence.None);

    private readonly ref struct Contributor(in Observation observation, RowRef row, IOutbox mail) : IPairVisitor
    {
        private readonly ref readonly Observation _observation = ref observation;

        public void Visit(ReplayRef replay, Evidence evidence) => mail.Contribute(_observation, row, replay, evidence);
    }
}

/// <summary>Takes the replays that an observation is linked with.</summary>
public interface IPairVisitor
{
    /// <summary>One of them, with all evidence.</summary>
    void Visit(ReplayRef replay, Evidence evidence);
}
