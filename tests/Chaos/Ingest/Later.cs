using System.Diagnostics;
using ReplayGraph.Facts;

namespace ReplayGraph.Chaos.Ingest;

/// <summary>Moves facts in time: drawn facts are of a fixed day, and servers use the real clock.</summary>
internal static class Later
{
    internal static IFact Of(IFact fact, TimeSpan by) => fact switch
    {
        EventFact one => one with { Timestamp = one.Timestamp.Plus(by), Received = Said(one.Received, by) },
        SegmentFact one => one with { Timestamp = one.Timestamp.Plus(by), ReplayStart = Said(one.ReplayStart, by) },
        EventLinkFact one => one with { Timestamp = one.Timestamp.Plus(by) },
        IssueMergeFact one => one with { Timestamp = one.Timestamp.Plus(by) },
        IssueUnmergeFact one => one with { Timestamp = one.Timestamp.Plus(by) },
        IssueDeleteFact one => one with { Timestamp = one.Timestamp.Plus(by) },
        EventDeleteFact one => one with { Timestamp = one.Timestamp.Plus(by) },
        EventMoveFact one => one with { Timestamp = one.Timestamp.Plus(by) },
        ReplayDeleteFact one => one with { Timestamp = one.Timestamp.Plus(by) },
        _ => throw new UnreachableException($"no fact: {fact}"),
    };

    private static Timestamp Said(Timestamp time, TimeSpan by) => time == default ? default : time.Plus(by);
}
