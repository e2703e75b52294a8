namespace ReplayGraph.Facts;

/// <summary>One fact of a batch, as bytes, so that it can be forwarded without decoding it.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Bytes">Its encoding, which is also that of a batch of only this fact.</param>
internal readonly record struct FactSlice(FactKind Kind, ReadOnlyMemory<byte> Bytes)
{
    private static readonly Skipping _skip = new();

    /// <summary>The facts of a batch, in order.</summary>
    /// <exception cref="InvalidDataException">The bytes are not an encoded batch.</exception>
    internal static List<FactSlice> Of(ReadOnlyMemory<byte> batch)
    {
        List<FactSlice> slices = [];
        var from = new FactReader(batch);
        while (!from.AtEnd)
        {
            int start = from.At;
            FactKind kind = Skip(ref from);
            slices.Add(new(kind, batch[start..from.At]));
        }

        return slices;
    }

    /// <summary>Skips the next fact.</summary>
    internal static FactKind Skip(ref FactReader from) => FactBatch.ReadOne(ref from, _skip);

    private sealed class Skipping : IFactVisitor
    {
        public void Visit(in EventFact fact)
        {
        }

        public void Visit(in SegmentFact fact)
        {
        }

        public void Visit(in EventLinkFact fact)
        {
        }

        public void Visit(in IssueMergeFact fact)
        {
        }

        public void Visit(in IssueUnmergeFact fact)
        {
        }

        public void Visit(in IssueDeleteFact fact)
        {
        }

        public void Visit(in EventDeleteFact fact)
        {
        }

        public void Visit(in EventMoveFact fact)
        {
        }

        public void Visit(in ReplayDeleteFact fact)
        {
        }
    }
}
