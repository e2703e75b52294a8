using System.Text.Unicode;
using ReplayGraph.Facts;
using ReplayGraph.Fuzz.Targets;

namespace ReplayGraph.Fuzz.Facts;

/// <summary>Checks the limits of facts that an intake has created from any bytes.</summary>
internal sealed class FactLimits : IFactVisitor
{
    private const string Promise = "a fact is within its limits";

    /// <inheritdoc/>
    public void Visit(in EventFact fact)
    {
        Common(fact.ProjectId, fact.Timestamp, fact.RetentionDays);
        Keep(fact.Received == default || fact.Received.IsPlausible, "received");
        Keep(!fact.EventId.IsNone, "event id");
        Keep(fact.IssueId.Value >= 0, "issue id");
        Keep(Enum.IsDefined(fact.Level), "level");
        Check(fact.Title, Limits.TitleBytes);
        Check(fact.Transaction, Limits.TextBytes);
        Check(fact.Release, Limits.TextBytes);
        Check(fact.Platform, Limits.NameBytes);
        Check(fact.Sdk, Limits.NameBytes);
        Check(fact.Environment, Limits.NameBytes);
    }

    /// <inheritdoc/>
    public void Visit(in SegmentFact fact)
    {
        Common(fact.ProjectId, fact.Timestamp, fact.RetentionDays);
        Keep(!fact.ReplayId.IsNone, "replay id");
        Keep(fact.SegmentId is >= SegmentFact.NoSegment and <= Limits.SegmentId, "segment id");
        Keep(fact.ReplayStart == default || fact.ReplayStart.IsPlausible, "replay start");
        List(fact.TraceIds);
        List(fact.ErrorIds);
        List(fact.Urls);
        foreach (Text url in fact.Urls ?? [])
        {
            Check(url, Limits.TextBytes);
        }

        foreach (Text text in (ReadOnlySpan<Text>)[fact.Release, fact.UserId, fact.UserName, fact.UserEmail, fact.UserIp])
        {
            Check(text, Limits.TextBytes);
        }

        Check(fact.Environment, Limits.NameBytes);
        Check(fact.Platform, Limits.NameBytes);
    }

    /// <inheritdoc/>
    public void Visit(in EventLinkFact fact)
    {
        Common(fact.ProjectId, fact.Timestamp, 0);
        Keep(!fact.ReplayId.IsNone && !fact.EventId.IsNone, "ids of a link");
    }

    /// <inheritdoc/>
    public void Visit(in IssueMergeFact fact)
    {
        Common(fact.ProjectId, fact.Timestamp, 0);
        Issues(fact.From);
        Keep(fact.Into.Value > 0, "into");
    }

    /// <inheritdoc/>
    public void Visit(in IssueUnmergeFact fact)
    {
        Common(fact.ProjectId, fact.Timestamp, 0);
        Keep(fact.From.Value > 0 && fact.Into.Value > 0, "issues of an unmerge");
        List(fact.Hashes);
    }

    /// <inheritdoc/>
    public void Visit(in IssueDeleteFact fact)
    {
        Common(fact.ProjectId, fact.Timestamp, 0);
        Issues(fact.Issues);
    }

    /// <inheritdoc/>
    public void Visit(in EventDeleteFact fact)
    {
        Common(fact.ProjectId, fact.Timestamp, 0);
        List(fact.EventIds);
    }

    /// <inheritdoc/>
    public void Visit(in EventMoveFact fact)
    {
        Common(fact.ProjectId, fact.Timestamp, 0);
        List(fact.EventIds);
        Keep(fact.Into.Value > 0, "into");
    }

    /// <inheritdoc/>
    public void Visit(in ReplayDeleteFact fact)
    {
        Keep(fact.ProjectId.Value >= 0 && fact.Timestamp.IsPlausible, "deletion of a replay");
        Keep(!fact.ReplayId.IsNone, "replay id");
    }

    private static void Common(ProjectId project, Timestamp time, ushort days)
    {
        Keep(project.Value > 0, "project");
        Keep(time.IsPlausible, "timestamp");
        Keep(days <= Limits.RetentionDays, "retention");
    }

    private static void Check(Text text, int limit)
    {
        Keep(text.Length <= limit, "length of a text");
        Keep(Utf8.IsValid(text.Span), "UTF-8 of a text");
    }

    private static void Issues(IssueId[] issues)
    {
        List(issues);
        Keep(Array.TrueForAll(issues, issue => issue.Value > 0), "issues");
    }

    private static void List<T>(T[]? list) => Keep(list is null || list.Length <= Limits.ListItems, "length of a list");

    private static void Keep(bool kept, string what)
    {
        if (!kept)
        {
            throw new BrokenPromiseException(Promise, what);
        }
    }
}
