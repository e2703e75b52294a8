using ReplayGraph.Cluster.LinkTables;
using ReplayGraph.Cluster.Messages;
using ReplayGraph.Cluster.Store;
using ReplayGraph.Conformance.Generation;
using ReplayGraph.Fuzz.Targets;
using ReplayGraph.Links;

namespace ReplayGraph.Fuzz.NodeLogs;

/// <summary>Entries of issues and transactions. A table survives a round trip through its view.</summary>
internal sealed class LinkLogTarget : LogTarget
{
    internal override string Name => "link-log";

    internal override IEnumerable<byte[]> Seeds
    {
        get
        {
            foreach (byte[] fact in Facts.Where(fact => fact[0] is 1 or 2))
            {
                var entries = new LinkEntries();
                entries.Add(LinkEntryKind.Link, Evidence.Tagged, World.Replay(1), fact);
                entries.Add(LinkEntryKind.LinkAgain, Evidence.Trace, World.Replay(2), fact);
                yield return entries.Bytes.ToArray();
                entries.Add(LinkEntryKind.Withdrawn, default, default, fact);
                yield return entries.Bytes.ToArray();
            }
        }
    }

    protected override void Fold(byte[] entry)
    {
        FoldedLinks table = FoldedLinks.Of(Log(entry));
        byte[] shown = table.View().Entries.ToArray();
        BrokenPromiseException.Unless(
            FoldedLinks.Of(Log(shown)).View().Entries.Span.SequenceEqual(shown), "a table survives a round trip through its view");
        BrokenPromiseException.Unless(table.ExceptKnown(entry).Length <= entry.Length, "the new part of an entry is not longer than the entry");
        foreach (ref readonly LinkRow row in table.Rows)
        {
            Observations.Fact(table.BytesOf(row));
        }
    }

    private static NodeLog Log(byte[] entry) => new([entry], new(1, 1));
}
