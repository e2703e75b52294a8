namespace ReplayGraph.Facts;

/// <summary>
/// Visits the facts of a batch. It has one method for each shape, so that a new kind of fact does not compile until every visitor handles
/// it. Texts live in the batch's buffer: copy those that outlive the call.
/// </summary>
public interface IFactVisitor
{
    /// <summary>An error or a transaction.</summary>
    void Visit(in EventFact fact);

    /// <summary>A segment, or the row that archives a replay.</summary>
    void Visit(in SegmentFact fact);

    /// <summary>A replay lists an event.</summary>
    void Visit(in EventLinkFact fact);

    /// <summary>A merge.</summary>
    void Visit(in IssueMergeFact fact);

    /// <summary>An unmerge.</summary>
    void Visit(in IssueUnmergeFact fact);

    /// <summary>A deletion of issues.</summary>
    void Visit(in IssueDeleteFact fact);

    /// <summary>A deletion of events.</summary>
    void Visit(in EventDeleteFact fact);

    /// <summary>A move of events.</summary>
    void Visit(in EventMoveFact fact);

    /// <summary>A deletion of a replay.</summary>
    void Visit(in ReplayDeleteFact fact);
}
