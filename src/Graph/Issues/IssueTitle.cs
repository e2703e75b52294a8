using ReplayGraph.Facts;

namespace ReplayGraph.Issues;

/// <summary>A title of an issue: that of the latest day, as facts of a project and a retention have it.</summary>
/// <param name="Issue">The issue.</param>
/// <param name="Project">The facts' project.</param>
/// <param name="RetentionDays">The facts' own retention; 0: they have none.</param>
/// <param name="Until">The end of that day.</param>
/// <param name="Text">The title: at most <see cref="Limits.TitleBytes"/> bytes.</param>
public sealed record IssueTitle(IssueId Issue, ProjectId Project, ushort RetentionDays, Timestamp Until, Text Text)
{
    /// <summary>The title that an event gives its issue; the text is copied.</summary>
    public static IssueTitle Of(in EventFact fact) =>
        new(fact.IssueId, fact.ProjectId, fact.RetentionDays, fact.Timestamp.EndOfDay, new(fact.Title.Span.ToArray()));

    /// <summary>Whether it is greater than another one: of a later day or, of the same day, with the greater bytes.</summary>
    public bool IsGreaterThan(IssueTitle other) => Compare(Until, Text, other) > 0;

    /// <summary>Whether an event has the same issue, project and retention.</summary>
    internal bool IsOfIssueOf(in EventFact fact) =>
        Issue == fact.IssueId && Project == fact.ProjectId && RetentionDays == fact.RetentionDays;

    /// <summary>Whether it is less than the title that an event gives.</summary>
    internal bool IsLessThan(in EventFact fact) => Compare(fact.Timestamp.EndOfDay, fact.Title, this) > 0;

    private static int Compare(Timestamp until, Text text, IssueTitle other)
    {
        int byDay = until.CompareTo(other.Until);
        return byDay != 0 ? byDay : text.Span.SequenceCompareTo(other.Text.Span);
    }
}
