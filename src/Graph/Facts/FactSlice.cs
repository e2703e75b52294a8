namespace ReplayGraph.Facts;

/// <summary>One fact of a batch, as bytes, so that it can be forwarded without decoding it.</summary>
/// <param name="Bytes">Its encoding, which is also that of a batch of only this fact.</param>
internal readonly record struct FactSlice(ReadOnlyMemory<byte> Bytes)
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
            Skip(ref from);
            slices.Add(new(batch[start..from.At]));
        }

        return slices;
    }

    internal static void Skip(ref FactReader from) => FactBatch.ReadOne(ref from, _skip);

    private sealed class Skipping : IPartialFactVisitor
    {
        public void Other<T>(in T fact)
            where T : struct, IFact
        {
        }
    }
}
