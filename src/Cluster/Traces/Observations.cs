using ReplayGraph.Facts;
using ReplayGraph.Traces;

namespace ReplayGraph.Cluster.Traces;

/// <summary>Observations as nodes hold them: the bytes of a batch of one event.</summary>
public static class Observations
{
    /// <summary>Reads one.</summary>
    /// <exception cref="InvalidDataException">The bytes are not those of a batch of one event.</exception>
    public static EventFact Fact(ReadOnlyMemory<byte> observation)
    {
        var from = new FactReader(observation);
        EventFact fact = Next(ref from);
        return from.AtEnd ? fact : throw new InvalidDataException("an observation with something behind it");
    }

    /// <summary>Reads the next one of a batch of events.</summary>
    /// <exception cref="InvalidDataException">What comes next is no event.</exception>
    internal static EventFact Next(ref FactReader from)
    {
        var kind = (FactKind)from.Byte();
        return kind is FactKind.Error or FactKind.Transaction
            ? EventEncoding.Read(kind, ref from)
            : throw new InvalidDataException($"an observation of kind {kind}");
    }

    /// <summary>Whether an observation takes the place of another of the same key: as <see cref="Observation.Supersedes"/> says.</summary>
    internal static bool Supersedes(in EventFact fact, ReadOnlySpan<byte> bytes, in EventFact other, ReadOnlySpan<byte> otherBytes)
    {
        int order = Received(fact).CompareTo(Received(other));
        return order != 0 ? order > 0 : bytes.SequenceCompareTo(otherBytes) > 0;
    }

    /// <summary>Whether two are of one key.</summary>
    internal static bool HaveSameKey(in EventFact a, in EventFact b) =>
        a.EventId == b.EventId && a.ProjectId == b.ProjectId && a.IssueId == b.IssueId;

    /// <summary>When it was received.</summary>
    internal static Timestamp Received(in EventFact fact) => fact.Received == default ? fact.Timestamp : fact.Received;
}
