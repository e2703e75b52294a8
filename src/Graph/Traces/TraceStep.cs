using ReplayGraph.Events;
using ReplayGraph.Links;

namespace ReplayGraph.Traces;

/// <summary>
/// The rule of a trace: a new observation is joined with all known replays, and a new replay with all known observations. So each pair is
/// joined once, when its second half arrives, and the order does not matter.
/// </summary>
public static class TraceStep
{
    /// <summary>
    /// Joins an observation that has a row. Its key must be new to the organization, or its previous row withdrawn. Repeating the call
    /// repeats the messages, for hosts that cannot know whether they were delivered.
    /// </summary>
    public static void Observe(TraceState trace, RowRef row, IOutbox outbox)
    {
        trace.Read(row, out Observation observation);
        Observe(trace, row, observation, outbox);
    }

    /// <inheritdoc cref="Observe(TraceState, RowRef, IOutbox)"/>
    public static void Observe(TraceState trace, RowRef row, in Observation observation, IOutbox outbox)
    {
        if (!observation.Replay.IsNone)
        {
            outbox.Name(observation.Replay, row);
        }

        Join(trace, row, observation, trace.Annotations(observation.EventId), outbox);
    }

    /// <summary>Withdraws an observation, because a later one of the same key has arrived, here or at another trace.</summary>
    public static void Withdraw(TraceState trace, RowRef row, IOutbox outbox)
    {
        trace.Read(row, out Observation observation);
        trace.Remove(row);
        outbox.Withdraw(observation, row);
    }

    /// <summary>Adds a replay whose segment lists the trace.</summary>
    /// <returns>False if it was known.</returns>
    public static bool AddReplay(TraceState trace, ReplayRef replay, IOutbox outbox)
    {
        if (!trace.AddReplay(replay))
        {
            return false;
        }

        for (RowRef row = trace.First; !row.IsNone; row = trace.Next(row))
        {
            trace.Read(row, out Observation observation);
            Evidence evidence = Direct(observation, replay, trace.Annotations(observation.EventId)) | Evidence.Trace;
            outbox.Contribute(observation, row, replay, evidence);
        }

        return true;
    }

    /// <summary>Joins the observations of an event again, because its annotations have changed.</summary>
    public static void Annotate(TraceState trace, EventId id, IOutbox outbox)
    {
        for (RowRef row = trace.First; !row.IsNone; row = trace.Next(row))
        {
            trace.Read(row, out Observation observation);
            if (observation.EventId == id)
            {
                Join(trace, row, observation, trace.Annotations(id), outbox);
            }
        }
    }

    /// <summary>Visits every replay that the observation is linked with, once, with all evidence.</summary>
    public static void Pairs<T>(scoped ReadOnlySpan<ReplayRef> replays, in Observation observation, EventAnnotations? annotations, ref T visitor)
        where T : IPairVisitor, allows ref struct
    {
        foreach (ReplayRef replay in replays)
        {
            visitor.Visit(replay, Evidence.Trace | Direct(observation, replay, annotations));
        }

        if (!observation.Replay.IsNone && !replays.Contains(observation.Replay))
        {
            visitor.Visit(observation.Replay, Direct(observation, observation.Replay, annotations));
        }

        foreach (Listing listing in annotations is null ? [] : annotations.Listings)
        {
            if (listing.Holds(observation.ProjectId) && listing.Replay != observation.Replay && !replays.Contains(listing.Replay)
                && annotations!.IsFirstOfReplay(listing, observation.ProjectId))
            {
                visitor.Visit(listing.Replay, Evidence.Listed);
            }
        }
    }

    private static void Join(TraceState trace, RowRef row, in Observation observation, EventAnnotations? annotations, IOutbox outbox)
    {
        var visitor = new Contributor(observation, row, outbox);
        Pairs(trace.Replays, observation, annotations, ref visitor);
    }

    private static Evidence Direct(in Observation observation, ReplayRef replay, EventAnnotations? annotations) =>
        (observation.Replay == replay ? Evidence.Tagged : Evidence.None)
        | (annotations is not null && annotations.Lists(replay, observation.ProjectId) ? Evidence.Listed : Evidence.None);

    private readonly ref struct Contributor(in Observation observation, RowRef row, IOutbox outbox) : IPairVisitor
    {
        private readonly ref readonly Observation _observation = ref observation;

        public void Visit(ReplayRef replay, Evidence evidence) => outbox.Contribute(_observation, row, replay, evidence);
    }
}

/// <summary>Visits the replays that an observation is linked with.</summary>
public interface IPairVisitor
{
    /// <summary>Visits a replay, with all evidence.</summary>
    void Visit(ReplayRef replay, Evidence evidence);
}
