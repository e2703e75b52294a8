using ReplayGraph.Cluster.Messages;
using ReplayGraph.Conformance;
using ReplayGraph.Conformance.Generation;
using ReplayGraph.Facts;
using ReplayGraph.Links;

namespace ReplayGraph.Cluster.Tests.Links;

/// <summary>Link entries, by number.</summary>
internal static class Entries
{
    internal static byte[] Of(EventFact fact, int replay, Evidence evidence)
    {
        var entries = new LinkEntries();
        entries.Add(LinkEntryKind.Link, evidence, World.Replay(replay), Batches.Encode(fact));
        return entries.Bytes.ToArray();
    }

    internal static byte[] Withdrawn(EventFact fact)
    {
        var entries = new LinkEntries();
        entries.Add(LinkEntryKind.Withdrawn, Evidence.None, default, Batches.Encode(fact));
        return entries.Bytes.ToArray();
    }

    internal static byte[] Both(params byte[][] entries) => [.. entries.SelectMany(one => one)];
}
