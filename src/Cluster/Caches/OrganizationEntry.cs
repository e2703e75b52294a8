using ReplayGraph.Cluster.Messages;
using ReplayGraph.Facts;

namespace ReplayGraph.Cluster.Caches;

/// <summary>
/// An entry of an organization's log: the length of a batch of facts, the batch, then sources. Malformed bytes raise
/// <see cref="InvalidDataException"/>.
/// </summary>
internal readonly ref struct OrganizationEntry
{
    internal OrganizationEntry(byte[] entry)
    {
        var from = new FactReader(entry);
        Facts = from.Raw(from.Count(1));
        var sources = new Source[from.Count(2)];
        for (int i = 0; i < sources.Length; i++)
        {
            sources[i] = new(new((long)from.Number()), new((long)from.Number()));
        }

        Sources = sources;
    }

    internal ReadOnlyMemory<byte> Facts { get; }

    internal Source[] Sources { get; }

    /// <summary>Merges consecutive entries into one.</summary>
    internal static byte[] Merge(IReadOnlyList<byte[]> entries)
    {
        var facts = new FactWriter();
        List<Source> sources = [];
        foreach (byte[] bytes in entries)
        {
            var entry = new OrganizationEntry(bytes);
            facts.Raw(entry.Facts.Span);
            sources.AddRange(entry.Sources);
        }

        return Write(facts.Written.Span, sources);
    }

    internal static byte[] Write(ReadOnlySpan<byte> facts, IReadOnlyList<Source> sources)
    {
        var to = new FactWriter(256);
        to.Number((ulong)facts.Length);
        to.Raw(facts);
        to.Number((ulong)sources.Count);
        foreach (Source source in sources)
        {
            to.Number((ulong)source.Into.Value);
            to.Number((ulong)source.From.Value);
        }

        return to.Written.ToArray();
    }
}
