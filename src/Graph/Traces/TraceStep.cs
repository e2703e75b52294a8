using ReplayGraph.Events;
using ReplayGraph.Links;

namespace ReplayGraph.Traces;

/// <summary>
/// The rule of a trace: a new observation is joined with all known replays, and a new replay with all known observations. So each pair is
/// joined once, when its second half arrives, and the order does not matter. A shared trace joins none: it only marks its observations.
/// What is sent is what may be evidence; what counts is decided on reading.
/// </summary>
public static class TraceStep
{
    /// <summary>
    /// Joins an observation that has a row. Its key must be new to the organization, or its previous row withdrawn. Repeating the call
    /// repeats the messages, for hosts that cannot know whether they were delivered.
    /// </summary>
    /// <param name="trace">The trace.</param>
    /// <param name="row">The observation's row.</param>
    /// <param name="outbox">Receives the messages.</param>
    /// <param name="again">Whether an earlier step has joined it.</param>
    public static void Observe(TraceState trace, RowRef row, IOutbox outbox, bool again = false)
    {
        trace.Read(row, out Observation observation);
        Observe(trace, row, observation, outbox, again);
    }

    /// <inheritdoc cref="Observe(TraceState, RowRef, IOutbox, bool)"/>
    public static void Observe(TraceState trace, RowRef row, in Observation observation, IOutbox outbox, bool again = false)
    {
        if (!observation.Replay.IsNone)
        {
            outbox.Name(observation.Replay, row);
        }

        EventAnnotations? annotations = trace.Annotations(observation.EventId);
        NameAll(trace, observation, annotations, outbox);
        Join(trace, row, observation, annotations, outbox, again);
    }

    /// <summary>Sends the messages of an observation again, without those of its siblings.</summary>
    public static void Repeat(TraceState trace, RowRef row, IOutbox outbox)
    {
        trace.Read(row, out Observation observation);
        if (!observation.Replay.IsNone)
        {
            outbox.Name(observation.Replay, row);
        }

        Join(trace, row, observation, trace.Annotations(observation.EventId), outbox, again: true);
    }

    /// <summary>
    /// Notes the replays that a withdrawn observation names, also if it was superseded before it arrived: so the replays of a trace do not
    /// depend on the order.
    /// </summary>
    public static void NoteWithdrawn(TraceState trace, in Observation observation, IOutbox outbox) =>
        NameAll(trace, observation, trace.Annotations(observation.EventId), outbox);

    /// <summary>Adds the replays that an observation names, without messages: restores a state from what was stored.</summary>
    public static void RestoreNames(TraceState trace, RowRef row)
    {
        trace.Read(row, out Observation observation);
        NameAll(trace, observation, trace.Annotations(observation.EventId), outbox: null);
    }

    /// <summary>Withdraws an observation, because a later one of the same key has arrived, here or at another trace.</summary>
    public static void Withdraw(TraceState trace, RowRef row, IOutbox outbox)
    {
        trace.Read(row, out Observation observation);
        trace.Remove(row);
        outbox.Withdraw(observation, row);
        if (observation.TraceId.IsNone || trace.IsShared || !NamesAny(observation, trace.Annotations(observation.EventId)))
        {
            return;
        }

        for (RowRef other = trace.First; !other.IsNone; other = trace.Next(other))
        {
            trace.Read(other, out Observation sibling);
            outbox.Recheck(sibling);
        }
    }

    /// <summary>Adds a replay whose segment lists the trace.</summary>
    /// <returns>False if it was known: then its messages are repeated if they may be on their way.</returns>
    public static bool AddReplay(TraceState trace, ReplayRef replay, IOutbox outbox) => Add(trace, replay, TraceRole.Lists, outbox);

    /// <summary>Joins the observations of an event again, because its annotations have changed.</summary>
    /// <param name="trace">The trace.</param>
    /// <param name="id">The event.</param>
    /// <param name="outbox">Receives the messages.</param>
    /// <param name="again">Whether an earlier step has joined them so.</param>
    public static void Annotate(TraceState trace, EventId id, IOutbox outbox, bool again = false)
    {
        for (RowRef row = trace.First; !row.IsNone; row = trace.Next(row))
        {
            trace.Read(row, out Observation observation);
            if (observation.EventId == id)
            {
                EventAnnotations? annotations = trace.Annotations(id);
                NameAll(trace, observation, annotations, outbox);
                Join(trace, row, observation, annotations, outbox, again);
            }
        }
    }

    /// <summary>The direct evidence between an observation and a replay.</summary>
    public static Evidence Direct(in Observation observation, ReplayRef replay, EventAnnotations? annotations) =>
        (observation.Replay == replay && !replay.IsNone ? Evidence.Tagged : Evidence.None)
        | (annotations is not null && annotations.Lists(replay, observation.ProjectId) ? Evidence.Listed : Evidence.None);

    private static bool NamesAny(in Observation observation, EventAnnotations? annotations) =>
        !observation.Replay.IsNone || annotations is { Listings.IsEmpty: false };

    // The observation names its replays to the trace: its siblings may be linked with them. Without an outbox only the state changes.
    private static void NameAll(TraceState trace, in Observation observation, EventAnnotations? annotations, IOutbox? outbox)
    {
        if (observation.TraceId.IsNone)
        {
            return;
        }

        if (!observation.Replay.IsNone)
        {
            Add(trace, observation.Replay, TraceRole.Named, outbox);
        }

        foreach (Listing listing in annotations is null ? [] : annotations.Listings)
        {
            if (listing.Holds(observation.ProjectId))
            {
                Add(trace, listing.Replay, TraceRole.Named, outbox);
            }
        }
    }

    private static bool Add(TraceState trace, ReplayRef replay, TraceRole role, IOutbox? outbox)
    {
        int before = trace.Replays.Length;
        bool isNew = trace.Add(replay, role);
        if (outbox is null || (!isNew && !outbox.MayBeBehind))
        {
            return isNew;
        }

        ReadOnlySpan<TraceReplay> replays = trace.Replays;
        bool wasShared = before > trace.SharedTraceReplays;
        if (!trace.IsShared)
        {
            Join(trace, replays[TraceReplay.Find(replays, replay)], role, outbox, again: !isNew);
        }
        else if (!wasShared || (!isNew && replays[trace.SharedTraceReplays].Replay == replay))
        {
            // The one replay too many.
            MarkShared(trace, outbox, again: wasShared);
        }

        return isNew;
    }

    private static void Join(TraceState trace, TraceReplay replay, TraceRole role, IOutbox outbox, bool again)
    {
        if (role == TraceRole.Named && replay.Lists)
        {
            return;
        }

        Evidence indirect = replay.Lists ? Evidence.Trace : Evidence.Sibling;
        for (RowRef row = trace.First; !row.IsNone; row = trace.Next(row))
        {
            trace.Read(row, out Observation observation);
            Evidence direct = Direct(observation, replay.Replay, trace.Annotations(observation.EventId));
            if (replay.Lists || direct == Evidence.None)
            {
                outbox.Contribute(observation, row, replay.Replay, direct | indirect, again);
            }
        }
    }

    private static void MarkShared(TraceState trace, IOutbox outbox, bool again)
    {
        for (RowRef row = trace.First; !row.IsNone; row = trace.Next(row))
        {
            trace.Read(row, out Observation observation);
            outbox.Contribute(observation, row, default, Evidence.Shared, again);
        }
    }

    private static void Join(TraceState trace, RowRef row, in Observation observation, EventAnnotations? annotations, IOutbox outbox, bool again)
    {
        if (trace.IsShared)
        {
            outbox.Contribute(observation, row, default, Evidence.Shared, again);
        }

        foreach (TraceReplay replay in trace.IsShared ? default : trace.Replays)
        {
            Evidence direct = Direct(observation, replay.Replay, annotations);
            Evidence evidence = replay.Lists ? direct | Evidence.Trace : direct == Evidence.None ? Evidence.Sibling : direct;
            outbox.Contribute(observation, row, replay.Replay, evidence, again);
        }

        // The trace holds the replays that its observations name, unless it is shared.
        if (trace.IsShared || observation.TraceId.IsNone)
        {
            JoinDirect(row, observation, annotations, outbox, again);
        }
    }

    private static void JoinDirect(RowRef row, in Observation observation, EventAnnotations? annotations, IOutbox outbox, bool again)
    {
        if (!observation.Replay.IsNone)
        {
            outbox.Contribute(observation, row, observation.Replay, Direct(observation, observation.Replay, annotations), again);
        }

        foreach (Listing listing in annotations is null ? [] : annotations.Listings)
        {
            if (listing.Holds(observation.ProjectId) && listing.Replay != observation.Replay
                && annotations!.IsFirstOfReplay(listing, observation.ProjectId))
            {
                outbox.Contribute(observation, row, listing.Replay, Evidence.Listed, again);
            }
        }
    }
}
