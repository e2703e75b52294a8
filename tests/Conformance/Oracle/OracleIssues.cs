using ReplayGraph.Facts;

namespace ReplayGraph.Conformance.Oracle;

/// <summary>Merges, unmerges, deletions and moves: the issue of an observation, and what an issue was merged into.</summary>
internal static class OracleIssues
{
    /// <summary>Operations on issues in the order in which they apply: by time, kind, then encoding.</summary>
    internal static List<IFact> InOrder(IReadOnlyList<IFact> facts)
    {
        List<IFact> operations = facts.Where(fact => fact is IssueMergeFact or IssueUnmergeFact or IssueDeleteFact).ToList();
        operations.Sort((a, b) =>
        {
            int order = a.Timestamp.CompareTo(b.Timestamp);
            order = order != 0 ? order : a.Kind.CompareTo(b.Kind);
            return order != 0 ? order : Batches.Compare(a, b);
        });
        return operations;
    }

    /// <summary>The issue that an observation belongs to (none if it has none); null if it was deleted with its issue.</summary>
    internal static IssueId? Current(EventFact fact, List<EventMoveFact> moves, List<IFact> operations)
    {
        if (fact.IssueId.IsNone)
        {
            return fact.IssueId;
        }

        (IssueId current, Timestamp since) = Base(fact, moves);
        foreach (IFact operation in operations)
        {
            if (operation.Timestamp <= since || operation.Timestamp < OracleEvents.ReceivedOf(fact))
            {
                continue;
            }

            switch (operation)
            {
                case IssueMergeFact merge when merge.ProjectId == fact.ProjectId && merge.From.Contains(current):
                    current = merge.Into;
                    break;
                case IssueUnmergeFact unmerge when unmerge.ProjectId == fact.ProjectId
                    && unmerge.From == current && unmerge.Hashes.Contains(fact.PrimaryHash):
                    current = unmerge.Into;
                    break;
                case IssueDeleteFact delete when delete.ProjectId == fact.ProjectId && delete.Issues.Contains(current):
                    return null;
                default:
                    break;
            }
        }

        return current;
    }

    /// <summary>An issue and its merge targets: that of its latest merge, that of the target's latest merge, and so on.</summary>
    internal static HashSet<IssueId> Became(IssueId issue, List<IFact> operations)
    {
        var became = new HashSet<IssueId>();
        for (IssueId at = issue; became.Add(at);)
        {
            foreach (IFact operation in operations)
            {
                if (operation is IssueMergeFact merge && merge.From.Contains(at))
                {
                    issue = merge.Into;
                }
            }

            at = issue;
        }

        return became;
    }

    private static (IssueId Issue, Timestamp Since) Base(EventFact fact, List<EventMoveFact> moves)
    {
        (IssueId Issue, Timestamp Since) result = (fact.IssueId, new(long.MinValue));
        foreach (EventMoveFact move in moves)
        {
            bool applies = move.ProjectId == fact.ProjectId
                && move.EventIds.Contains(fact.EventId)
                && OracleEvents.ReceivedOf(fact) <= move.Timestamp;
            bool later = move.Timestamp > result.Since || (move.Timestamp == result.Since && move.Into.Value > result.Issue.Value);
            if (applies && later)
            {
                result = (move.Into, move.Timestamp);
            }
        }

        return result;
    }
}
