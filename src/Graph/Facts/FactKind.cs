namespace ReplayGraph.Facts;

/// <summary>The closed family of facts. The numbers are persisted in journals and never change.</summary>
/// <remarks>11 begins the title of the event that follows it (<see cref="TitleEncoding"/>).</remarks>
public enum FactKind : byte
{
    /// <summary><see cref="EventFact"/>, an error.</summary>
    Error = 1,

    /// <summary><see cref="EventFact"/>, a transaction.</summary>
    Transaction = 2,

    /// <summary><see cref="SegmentFact"/>.</summary>
    Segment = 3,

    /// <summary><see cref="EventLinkFact"/>.</summary>
    EventLink = 4,

    /// <summary><see cref="IssueMergeFact"/>.</summary>
    IssueMerge = 5,

    /// <summary><see cref="IssueUnmergeFact"/>.</summary>
    IssueUnmerge = 6,

    /// <summary><see cref="IssueDeleteFact"/>.</summary>
    IssueDelete = 7,

    /// <summary><see cref="EventDeleteFact"/>.</summary>
    EventDelete = 8,

    /// <summary><see cref="EventMoveFact"/>.</summary>
    EventMove = 9,

    /// <summary><see cref="ReplayDeleteFact"/>.</summary>
    ReplayDelete = 10,
}

/// <summary>Severity of an event, in Sentry's order.</summary>
/// <remarks>The numbers are persisted and never change.</remarks>
public enum Level : byte
{
    /// <summary>Not specified.</summary>
    None = 0,

    /// <summary>sample</summary>
    Sample = 1,

    /// <summary>debug</summary>
    Debug = 2,

    /// <summary>info</summary>
    Info = 3,

    /// <summary>warning</summary>
    Warning = 4,

    /// <summary>error</summary>
    Error = 5,

    /// <summary>fatal</summary>
    Fatal = 6,
}

/// <summary>How a replay was sampled.</summary>
/// <remarks>The numbers are persisted and never change.</remarks>
public enum ReplayType : byte
{
    /// <summary>Not specified.</summary>
    None = 0,

    /// <summary>Recorded from the start of the session.</summary>
    Session = 1,

    /// <summary>The last minute before an error, and what followed.</summary>
    Buffer = 2,
}
