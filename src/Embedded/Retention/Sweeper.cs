using ReplayGraph.Embedded.Nodes;
using ReplayGraph.Events;
using ReplayGraph.Facts;
using ReplayGraph.Links;
using ReplayGraph.Replays;
using ReplayGraph.Traces;

namespace ReplayGraph.Embedded.Retention;

/// <summary>
/// Frees the memory of expired data. Answers do not change, because lookups already skip it. Runs between two batches, on the writer
/// thread.
/// </summary>
internal sealed class Sweeper(OrganizationNodes nodes, Timestamp now)
{
    // The journal carries annotations over for this long, because an event with the longest retention may still arrive.
    private static readonly TimeSpan _longest = TimeSpan.FromDays(Facts.Limits.RetentionDays);

    private readonly HashSet<int> _linked = [];

    /// <summary>Frees expired data; returns the bytes of rows freed.</summary>
    internal long Sweep()
    {
        DropTitles();
        int chunks = nodes.Rows.DropExpired(now.Milliseconds);
        if (Expire() + chunks == 0)
        {
            return 0;
        }

        nodes.Events.Keep(nodes.Rows.Holds);
        foreach (PackedIssue issue in nodes.Issues)
        {
            issue.Links.Keep(nodes.Rows.Holds);
        }

        foreach ((_, PackedLinks links) in nodes.Transactions)
        {
            links.Keep(nodes.Rows.Holds);
        }

        FindLinked();
        nodes.ForgetReplays(number => !IsForgotten(number));
        nodes.Traces.Keep(IsKept);
        nodes.Annotations.Keep(IsKept);
        return (long)chunks * Memory.Arena.LongestRow;
    }

    private void DropTitles()
    {
        var expiry = new Expiry(now, nodes.Retention);
        foreach (PackedIssue issue in nodes.Issues)
        {
            issue.Titles.Drop(expiry);
        }
    }

    // Returns the number of expired replays, and drops their personal data.
    private int Expire()
    {
        int expired = 0;
        for (int number = 1; number <= nodes.Replays.Count; number++)
        {
            ReplayState state = nodes.Replay(number).State;
            if (state.Id.IsNone || nodes.Head(number).FateAt(now) != Fate.Expired)
            {
                continue;
            }

            expired++;
            if (state.Summary.User is not null || state.Summary.Urls.Length > 0)
            {
                state.Expire();
            }
        }

        return expired;
    }

    // An expired replay still reports its fate to the events linked with it, as long as there are any.
    private void FindLinked()
    {
        Span<TraceReplay> space = stackalloc TraceReplay[1];
        for (int trace = 1; trace <= nodes.Traces.Count; trace++)
        {
            foreach (TraceReplay one in nodes.Rows.Holds(nodes.Traces[trace].Head) ? nodes.Traces.Replays(trace, space) : default)
            {
                _linked.Add(one.Replay.Index);
            }
        }

        foreach ((EventId id, EventAnnotations annotations) in nodes.Annotations.All)
        {
            foreach (Listing listing in new EventRows(nodes).Any(id) ? annotations.Listings : default)
            {
                _linked.Add(listing.Replay.Index);
            }
        }
    }

    private bool IsForgotten(int number)
    {
        PackedReplay node = nodes.Replay(number);
        Fate fate = nodes.Head(number).FateAt(now);
        bool isOver = fate == Fate.Expired
            || (fate == Fate.Pending && !node.State.IsDeleting && new Expiry(now, nodes.Retention).HasPassed(node.LinkedAt, 0));
        return isOver && !_linked.Contains(number) && !IsNamed(node);
    }

    private bool IsNamed(PackedReplay node)
    {
        foreach (uint row in node.NamedBy.Items)
        {
            if (nodes.Rows.Holds(row))
            {
                return true;
            }
        }

        return false;
    }

    private bool IsKept(int trace)
    {
        if (nodes.Rows.Holds(nodes.Traces[trace].Head))
        {
            return true;
        }

        foreach (TraceReplay one in nodes.Traces.Replays(trace, stackalloc TraceReplay[1]))
        {
            if (nodes.Head(one.Replay.Index).FateAt(now) is not Fate.Expired)
            {
                return true;
            }
        }

        return false;
    }

    private bool IsKept(EventId id, EventAnnotations annotations)
    {
        foreach (Listing listing in annotations.Listings)
        {
            if (nodes.Head(listing.Replay.Index).FateAt(now) is not Fate.Expired)
            {
                return true;
            }
        }

        foreach (Tombstone tombstone in annotations.Tombstones)
        {
            if (tombstone.CutOff.Plus(_longest) > now)
            {
                return true;
            }
        }

        foreach (Move move in annotations.Moves)
        {
            if (move.CutOff.Plus(_longest) > now)
            {
                return true;
            }
        }

        return new EventRows(nodes).Any(id);
    }
}
