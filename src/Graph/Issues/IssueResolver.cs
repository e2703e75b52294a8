using ReplayGraph.Events;
using ReplayGraph.Facts;
using ReplayGraph.Traces;

namespace ReplayGraph.Issues;

/// <summary>The states of issues.</summary>
public interface IIssues
{
    /// <summary>The state of an issue, or null if it has none.</summary>
    IssueState? Find(IssueId id);
}

/// <summary>
/// Resolves the issue of an observation after all merges, unmerges, moves and deletions. The result does not depend on the order of
/// arrival.
/// </summary>
public static class IssueResolver
{
    /// <summary>Resolves the issue of an observation.</summary>
    /// <param name="observation">The observation.</param>
    /// <param name="annotations">The event's annotations; may be null.</param>
    /// <param name="issues">The states of issues.</param>
    /// <param name="issue">Its issue now; none if it never had one.</param>
    /// <returns>False if it is deleted.</returns>
    public static bool TryResolve(in Observation observation, EventAnnotations? annotations, IIssues issues, out IssueId issue)
    {
        issue = observation.IssueId;
        Timestamp since = new(long.MinValue);
        if (annotations is not null && !TryReassign(observation, annotations, ref issue, ref since))
        {
            return false;
        }

        IssueOp? last = null;
        while (!issue.IsNone && Following(issues.Find(issue), observation, since, last) is { } op)
        {
            issue = op.Into;
            last = op;
            if (issue.IsNone)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>An issue, the issue that it was last merged into, the issue that that one was last merged into, and so on.</summary>
    public static HashSet<IssueId> Became(IssueId id, IIssues issues)
    {
        HashSet<IssueId> became = [];
        while (became.Add(id) && LatestMerge(issues.Find(id)) is { } merge)
        {
            id = merge.Into;
        }

        return became;
    }

    private static bool TryReassign(in Observation observation, EventAnnotations annotations, ref IssueId issue, ref Timestamp since)
    {
        foreach (Tombstone tombstone in annotations.Tombstones)
        {
            if (tombstone.Project == observation.ProjectId && observation.Received <= tombstone.CutOff
                && (tombstone.PrimaryHash == default || tombstone.PrimaryHash == observation.PrimaryHash))
            {
                return false;
            }
        }

        foreach (Move move in issue.IsNone ? [] : annotations.Moves)
        {
            bool later = move.CutOff > since || (move.CutOff == since && move.Into.Value > issue.Value);
            if (later && move.Project == observation.ProjectId && observation.Received <= move.CutOff)
            {
                (issue, since) = (move.Into, move.CutOff);
            }
        }

        return true;
    }

    private static IssueOp? Following(IssueState? state, in Observation observation, Timestamp since, IssueOp? last)
    {
        foreach (IssueOp op in state is null ? [] : state.Ops)
        {
            if (op.Time > since && op.Time >= observation.Received && op.Project == observation.ProjectId
                && (last is null || op.CompareTo(last) > 0)
                && (op.Kind != FactKind.IssueUnmerge || op.Hashes.Contains(observation.PrimaryHash)))
            {
                return op;
            }
        }

        return null;
    }

    private static IssueOp? LatestMerge(IssueState? state)
    {
        IssueOp? latest = null;
        foreach (IssueOp op in state is null ? [] : state.Ops)
        {
            latest = op.Kind == FactKind.IssueMerge ? op : latest;
        }

        return latest;
    }
}
