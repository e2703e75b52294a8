namespace ReplayGraph.Facts;

/// <summary>A visitor with a method for some shapes of facts, and one for all others.</summary>
public interface IPartialFactVisitor : IFactVisitor
{
    /// <summary>A fact of a shape that the visitor has no other method for.</summary>
    void Other<T>(in T fact)
        where T : struct, IFact;

    void IFactVisitor.Visit(in EventFact fact) => Other(fact);

    void IFactVisitor.Visit(in SegmentFact fact) => Other(fact);

    void IFactVisitor.Visit(in EventLinkFact fact) => Other(fact);

    void IFactVisitor.Visit(in IssueMergeFact fact) => Other(fact);

    void IFactVisitor.Visit(in IssueUnmergeFact fact) => Other(fact);

    void IFactVisitor.Visit(in IssueDeleteFact fact) => Other(fact);

    void IFactVisitor.Visit(in EventDeleteFact fact) => Other(fact);

    void IFactVisitor.Visit(in EventMoveFact fact) => Other(fact);

    void IFactVisitor.Visit(in ReplayDeleteFact fact) => Other(fact);
}
