using ReplayGraph.Facts;
using ReplayGraph.Issues;

namespace ReplayGraph.Ingest;

/// <summary>Finds or adds the titles of issues.</summary>
public interface ITitledIssues
{
    /// <summary>The titles of an issue.</summary>
    Titles TitlesOf(IssueId issue);
}

/// <summary>
/// Which events give their issues a title: errors that have one. As with mentions, a title counts to the end of its day, and that of a
/// duplicate or of an event that has just expired counts too.
/// </summary>
public static class TitleStep
{
    /// <summary>Records the title of an event.</summary>
    public static void Take<T>(in EventFact fact, in Expiry expiry, T issues)
        where T : ITitledIssues
    {
        if (fact.TitlesItsIssue && !expiry.HasPassed(fact.Timestamp.EndOfDay, fact.RetentionDays))
        {
            issues.TitlesOf(fact.IssueId).Add(fact);
        }
    }
}
