using ReplayGraph.Facts;

namespace ReplayGraph.Cluster.Messages;

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
}
