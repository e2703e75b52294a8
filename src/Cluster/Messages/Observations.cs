using ReplayGraph.Facts;

namespace ReplayGraph.Cluster.Messages;

/// <summary>Decodes observations, each the bytes of a batch of one event.</summary>
public static class Observations
{
    /// <summary>Reads an observation.</summary>
    /// <exception cref="InvalidDataException">The bytes are not those of a batch of one event.</exception>
    public static EventFact Fact(ReadOnlyMemory<byte> observation)
    {
        var from = new FactReader(observation);
        EventFact fact = Next(ref from);
        return from.AtEnd ? fact : throw new InvalidDataException("Unexpected bytes after an observation.");
    }

    /// <summary>Reads the next observation of a batch.</summary>
    /// <exception cref="InvalidDataException">The next fact is not an event.</exception>
    internal static EventFact Next(ref FactReader from)
    {
        var kind = (FactKind)from.Byte();
        return kind is FactKind.Error or FactKind.Transaction
            ? EventEncoding.Read(kind, ref from)
            : throw new InvalidDataException($"An observation of kind {kind}; an event was expected.");
    }
}
