using ReplayGraph.Facts;

namespace ReplayGraph.Conformance.Oracle;

/// <summary>The titles of issues.</summary>
internal static class OracleTitles
{
    /// <summary>Of the titles of all errors that were ingested under the issue, for whole days: the latest, then the greatest.</summary>
    internal static string? Of(IssueId issue, IReadOnlySet<ProjectId>? visible, List<IFact> come, Timestamp now, int defaultDays)
    {
        List<EventFact> titled = come.OfType<EventFact>()
            .Where(e => e.IssueId == issue && !e.Title.IsNone && (visible is null || visible.Contains(e.ProjectId)))
            .Where(e => OracleEvents.ExpiryOf(EndOfDay(e.Timestamp), e.RetentionDays, defaultDays) > now)
            .ToList();
        if (titled.Count == 0)
        {
            return null;
        }

        Timestamp latest = titled.Max(e => EndOfDay(e.Timestamp));
        return titled.Where(e => EndOfDay(e.Timestamp) == latest)
            .Select(e => e.Title)
            .Aggregate((a, b) => a.Span.SequenceCompareTo(b.Span) > 0 ? a : b)
            .ToString();
    }

    private static Timestamp EndOfDay(Timestamp time) =>
        new((time.Milliseconds / OracleEvents.DayMs * OracleEvents.DayMs) + OracleEvents.DayMs - 1);
}
