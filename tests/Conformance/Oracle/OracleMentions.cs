using ReplayGraph.Facts;

namespace ReplayGraph.Conformance.Oracle;

/// <summary>Whether a key without links is known.</summary>
internal static class OracleMentions
{
    /// <summary>Events and traces are known by live observations; issues and transactions by all facts, for whole days.</summary>
    internal static bool IsKnown(
        NodeKey key, IReadOnlySet<ProjectId>? visible, OracleState state, List<IFact> come, Timestamp now, int defaultDays) =>
        key.Kind is NodeKind.Issue or NodeKind.Transaction
            ? come.Any(fact => Mentions(fact, key) && IsVisible(ProjectOf(fact), visible) && Expiry(fact, defaultDays) > now)
            : state.Events.Any(e => state.Answers(key, e, strict: true) && IsVisible(e.Fact.ProjectId, visible));

    private static bool IsVisible(ProjectId project, IReadOnlySet<ProjectId>? visible) => visible is null || visible.Contains(project);

    private static bool Mentions(IFact fact, NodeKey key) => (fact, key.Kind) switch
    {
        (EventFact e, NodeKind.Issue) => e.IssueId == key.Issue,
        (EventFact e, NodeKind.Transaction) => OracleEvent.TextOf(e.Transaction) == key.Transaction,
        (IssueMergeFact merge, NodeKind.Issue) => merge.Into == key.Issue || merge.From.Contains(key.Issue),
        (IssueUnmergeFact unmerge, NodeKind.Issue) => unmerge.Into == key.Issue || unmerge.From == key.Issue,
        (IssueDeleteFact delete, NodeKind.Issue) => delete.Issues.Contains(key.Issue),
        (EventMoveFact move, NodeKind.Issue) => move.Into == key.Issue,
        _ => false,
    };

    private static Timestamp Expiry(IFact fact, int defaultDays) => OracleEvents.ExpiryOf(
        new((fact.Timestamp.Milliseconds / OracleEvents.DayMs * OracleEvents.DayMs) + OracleEvents.DayMs - 1),
        fact is EventFact e ? e.RetentionDays : 0,
        defaultDays);

    private static ProjectId ProjectOf(IFact fact) => fact switch
    {
        EventFact e => e.ProjectId,
        IssueMergeFact merge => merge.ProjectId,
        IssueUnmergeFact unmerge => unmerge.ProjectId,
        IssueDeleteFact delete => delete.ProjectId,
        EventMoveFact move => move.ProjectId,
        _ => default,
    };
}
