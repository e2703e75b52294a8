using ReplayGraph.Issues;

namespace ReplayGraph.Ingest;

/// <summary>The issues that a merge, an unmerge or a deletion changes.</summary>
public interface IIssueNodes
{
    /// <summary>The issue's state, added if missing.</summary>
    IssueState FindOrAdd(IssueId id);

    /// <summary>Called when an issue is deleted: from now on, errors of any transaction may be deleted.</summary>
    void NoteDeletion();
}

/// <summary>The rule of merges, unmerges and deletions of issues.</summary>
public static class IssueStep
{
    /// <summary>Stores the operation in the issues that lose events, and the sources in the issue that gains them.</summary>
    /// <returns>False if the operation was known.</returns>
    public static bool Take(IssueOp op, IIssueNodes issues)
    {
        if (op.Into.IsNone)
        {
            issues.NoteDeletion();
        }

        bool isNew = false;
        foreach (IssueId id in op.From)
        {
            isNew |= issues.FindOrAdd(id).Add(op);
            if (!op.Into.IsNone)
            {
                issues.FindOrAdd(op.Into).AddSource(id);
            }
        }

        return isNew;
    }
}
