using System.Text;
using ReplayGraph.Facts;
using ReplayGraph.Traces;

namespace ReplayGraph.Conformance.Oracle;

/// <summary>A live observation: not superseded, not expired, not deleted.</summary>
/// <param name="Fact">The fact.</param>
/// <param name="Issue">The current issue.</param>
public sealed record OracleEvent(EventFact Fact, IssueId Issue)
{
    /// <summary>The observation that conditions are matched with.</summary>
    public Observation Observation => new()
    {
        Kind = Fact.Kind,
        Level = Fact.Level,
        RetentionDays = Fact.RetentionDays,
        DurationMs = Fact.DurationMs,
        EventId = Fact.EventId,
        TraceId = Fact.TraceId,
        ReplayId = Fact.ReplayId,
        PrimaryHash = Fact.PrimaryHash,
        ProjectId = Fact.ProjectId,
        IssueId = Fact.IssueId,
        SpanId = Fact.SpanId,
        Timestamp = Fact.Timestamp,
        Received = OracleEvents.ReceivedOf(Fact),
        Transaction = NameOf(Fact.Transaction),
        Platform = NameOf(Fact.Platform),
        Sdk = NameOf(Fact.Sdk),
        Environment = NameOf(Fact.Environment),
        Release = NameOf(Fact.Release),
    };

    /// <summary>The text as a string; null for none.</summary>
    public static string? TextOf(Text text) => text.IsNone ? null : Encoding.UTF8.GetString(text.Span);

    private static Name? NameOf(Text text) => text.IsNone ? null : new Name(text.Span, 1);
}

/// <summary>The live observations, each with its issue.</summary>
internal static class OracleEvents
{
    internal const long DayMs = 86_400_000;

    internal static Timestamp ReceivedOf(EventFact fact) => fact.Received == default ? fact.Timestamp : fact.Received;

    internal static Timestamp ExpiryOf(Timestamp time, int days, int defaultDays) =>
        new(time.Milliseconds + ((days == 0 ? defaultDays : days) * DayMs));

    /// <summary>Whether a supersedes b. Both have the same key.</summary>
    internal static bool Beats(EventFact a, EventFact b)
    {
        int byTime = ReceivedOf(a).CompareTo(ReceivedOf(b));
        return byTime > 0 || (byTime == 0 && Batches.Compare(a, b) > 0);
    }

    internal static bool SameKey(EventFact a, EventFact b) =>
        a.ProjectId == b.ProjectId && a.EventId == b.EventId && a.IssueId == b.IssueId;

    internal static List<OracleEvent> Alive(IReadOnlyList<IFact> facts, Timestamp now, int defaultDays)
    {
        List<EventFact> events = facts.OfType<EventFact>().ToList();
        List<EventDeleteFact> deletes = facts.OfType<EventDeleteFact>().ToList();
        List<EventMoveFact> moves = facts.OfType<EventMoveFact>().ToList();
        List<IFact> operations = OracleIssues.InOrder(facts);
        var alive = new List<OracleEvent>();
        foreach (IGrouping<(ProjectId, EventId, IssueId), EventFact> same in events.GroupBy(e => (e.ProjectId, e.EventId, e.IssueId)))
        {
            EventFact best = same.Aggregate((a, b) => Beats(b, a) ? b : a);
            if (ExpiryOf(best.Timestamp, best.RetentionDays, defaultDays) > now
                && !deletes.Any(delete => Deletes(delete, best))
                && OracleIssues.Current(best, moves, operations) is { } issue)
            {
                alive.Add(new(best, issue));
            }
        }

        return alive;
    }

    private static bool Deletes(EventDeleteFact delete, EventFact fact) =>
        delete.ProjectId == fact.ProjectId
        && delete.EventIds.Contains(fact.EventId)
        && ReceivedOf(fact) <= delete.Timestamp
        && (delete.PrimaryHash == default || delete.PrimaryHash == fact.PrimaryHash);
}
