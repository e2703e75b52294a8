using ReplayGraph.Embedded.Nodes;
using ReplayGraph.Events;
using ReplayGraph.Links;
using ReplayGraph.Replays;

namespace ReplayGraph.Embedded.Retention;

/// <summary>
/// Frees the memory of what has expired. Answers do not change by it: what has expired was not shown any more. Between two batches, on
/// the thread that changes the nodes.
/// </summary>
internal sealed class Sweeper(OrganizationNodes nodes, Timestamp now)
{
    /// <summary>Frees; returns the bytes of rows that were freed.</summary>
    internal long Sweep()
    {
        int replays = Expire();
        int chunks = nodes.Rows.DropExpired(now.Milliseconds);
        if (chunks + replays == 0)
        {
            return 0;
        }

        nodes.Events.Keep(nodes.Rows.Holds);
        foreach (IssueNode issue in nodes.Issues)
        {
            issue.Links.Keep(nodes.Rows.Holds);
        }

        foreach ((_, LinkTable links) in nodes.Transactions)
        {
            links.Keep(nodes.Rows.Holds);
        }

        nodes.ForgetReplays(number => !IsForgotten(number));
        nodes.Traces.Keep(IsKept);
        nodes.Marks.Keep(IsKept);
        return (long)chunks * Memory.Arena.LongestRow;
    }

    private int Expire()
    {
        int expired = 0;
        for (int number = 1; number <= nodes.Replays.Count; number++)
        {
            ReplayState state = nodes.Replay(number).State;
            if (state.Summary.FateAt(now) == Fate.Expired && state.Traces.Count + state.Errors.Count + state.Summary.Urls.Length > 0)
            {
                state.Expire();
                expired++;
            }
        }

        return expired;
    }

    // An expired replay still says so to the events that name it, as long as there are any.
    private bool IsForgotten(int number)
    {
        ReplayNode node = nodes.Replay(number);
        Fate fate = node.State.Summary.FateAt(now);
        return fate is Fate.Expired or Fate.Pending && node.State.Errors.Count == 0 && !IsNamed(node)
            && !(fate == Fate.Pending && node.State.IsDeleting);
    }

    private bool IsNamed(ReplayNode node)
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

        foreach (ReplayRef replay in nodes.Traces.Replays(trace, stackalloc ReplayRef[1]))
        {
            if (nodes.Replay(replay.Index).State.Summary.FateAt(now) is not Fate.Expired)
            {
                return true;
            }
        }

        return false;
    }

    private bool IsKept(EventId id, EventMarks marks)
    {
        foreach (Listing listing in marks.Listings)
        {
            if (nodes.Replay(listing.Replay.Index).State.Summary.FateAt(now) is not Fate.Expired)
            {
                return true;
            }
        }

        foreach (Tombstone tombstone in marks.Tombstones)
        {
            if (tombstone.CutOff.Plus(nodes.Retention) > now)
            {
                return true;
            }
        }

        foreach (Move move in marks.Moves)
        {
            if (move.CutOff.Plus(nodes.Retention) > now)
            {
                return true;
            }
        }

        return new EventRows(nodes).Any(id);
    }
}
