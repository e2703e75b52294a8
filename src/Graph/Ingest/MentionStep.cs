using ReplayGraph.Facts;
using ReplayGraph.Issues;
using ReplayGraph.Links;
using ReplayGraph.Traces;

namespace ReplayGraph.Ingest;

/// <summary>Finds or adds the mentions of issues and transaction names.</summary>
public interface IMentioned
{
    /// <summary>The mentions of an issue.</summary>
    Mentions Of(IssueId issue);

    /// <summary>The mentions of a transaction name, which is not empty.</summary>
    Mentions Of(Text transaction);
}

/// <summary>The same for a host that numbers names.</summary>
public interface INamedMentions : IMentioned
{
    /// <summary>The mentions of a transaction name.</summary>
    Mentions Of(Name transaction);
}

/// <summary>
/// Which facts mention which issues and transaction names. A duplicate counts as a mention too: hosts record mentions before they detect
/// duplicates.
/// </summary>
public static class MentionStep
{
    /// <summary>
    /// An event mentions its issue and its transaction name. Mentions count to the end of their day, so an event that has expired may
    /// still make one.
    /// </summary>
    public static void Take<T>(in EventFact fact, in Expiry expiry, T mentioned)
        where T : IMentioned
    {
        if (expiry.HasPassed(fact.Timestamp.EndOfDay, fact.RetentionDays))
        {
            return;
        }

        if (!fact.IssueId.IsNone)
        {
            mentioned.Of(fact.IssueId).Add(fact.ProjectId, fact.Timestamp, fact.RetentionDays);
        }

        if (!fact.Transaction.IsNone)
        {
            mentioned.Of(fact.Transaction).Add(fact.ProjectId, fact.Timestamp, fact.RetentionDays);
        }
    }

    /// <summary>The same for an event that has not expired.</summary>
    public static void Take<T>(in Observation observation, T mentioned)
        where T : INamedMentions
    {
        if (!observation.IssueId.IsNone)
        {
            mentioned.Of(observation.IssueId).Add(observation.ProjectId, observation.Timestamp, observation.RetentionDays);
        }

        if (observation.Transaction is { } name)
        {
            mentioned.Of(name).Add(observation.ProjectId, observation.Timestamp, observation.RetentionDays);
        }
    }

    /// <summary>A merge, an unmerge or a deletion mentions every issue that it names.</summary>
    public static void Take<T>(IssueOp op, T mentioned)
        where T : IMentioned
    {
        foreach (IssueId id in op.Issues)
        {
            mentioned.Of(id).Add(op.Project, op.Time, 0);
        }
    }

    /// <summary>A move of events mentions its target issue.</summary>
    public static void Take<T>(in EventMoveFact fact, T mentioned)
        where T : IMentioned => mentioned.Of(fact.Into).Add(fact.ProjectId, fact.Timestamp, 0);
}
