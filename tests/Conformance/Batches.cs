using System.Diagnostics;
using ReplayGraph.Facts;

namespace ReplayGraph.Conformance;

/// <summary>Batches of facts of any kind.</summary>
public static class Batches
{
    /// <summary>A batch of these facts.</summary>
    public static FactBatch Of(params IEnumerable<IFact> facts)
    {
        var batch = new FactBatch();
        foreach (IFact fact in facts)
        {
            batch.Add(fact);
        }

        return batch;
    }

    /// <summary>Appends a fact of any kind.</summary>
    public static void Add(this FactBatch batch, IFact fact)
    {
        switch (fact)
        {
            case EventFact one: batch.Add(one); break;
            case SegmentFact one: batch.Add(one); break;
            case EventLinkFact one: batch.Add(one); break;
            case IssueMergeFact one: batch.Add(one); break;
            case IssueUnmergeFact one: batch.Add(one); break;
            case IssueDeleteFact one: batch.Add(one); break;
            case EventDeleteFact one: batch.Add(one); break;
            case EventMoveFact one: batch.Add(one); break;
            case ReplayDeleteFact one: batch.Add(one); break;
            default: throw new UnreachableException($"no fact: {fact}");
        }
    }

    /// <summary>The canonical encoding: the bytes of a batch that holds only this fact.</summary>
    public static byte[] Encode(IFact fact) => Of(fact).Bytes.ToArray();

    /// <summary>Compares canonical encodings, as unsigned bytes. The title of an event is no part of its observation.</summary>
    public static int Compare(IFact a, IFact b) => Encode(Untitled(a)).AsSpan().SequenceCompareTo(Encode(Untitled(b)));

    private static IFact Untitled(IFact fact) => fact is EventFact e ? e with { Title = default } : fact;
}
