namespace ReplayGraph.Cluster.Ingest;

/// <summary>Facts as bytes.</summary>
internal static class Bytes
{
    /// <summary>Joins batches into one.</summary>
    internal static ReadOnlyMemory<byte> Joined(IReadOnlyList<ReadOnlyMemory<byte>> facts)
    {
        if (facts.Count == 1)
        {
            return facts[0];
        }

        var joined = new byte[facts.Sum(fact => fact.Length)];
        int at = 0;
        foreach (ReadOnlyMemory<byte> fact in facts)
        {
            fact.CopyTo(joined.AsMemory(at));
            at += fact.Length;
        }

        return joined;
    }
}
