using ReplayGraph.Cluster.Messages;
using ReplayGraph.Ingest;

namespace ReplayGraph.Grains.Serialization;

/// <summary>Links of a trace as they are sent: as <see cref="LinkEntries"/> encodes them.</summary>
internal static class TraceLinks
{
    internal static byte[] Write(IReadOnlyList<TraceLink> links)
    {
        var entries = new LinkEntries();
        foreach (TraceLink link in links)
        {
            entries.Add(link.Kind, link.Evidence, link.Replay, link.Event.Bytes.Span);
        }

        return entries.Bytes.ToArray();
    }

    internal static IReadOnlyList<TraceLink> Read(ReadOnlyMemory<byte> bytes)
    {
        List<TraceLink> links = [];
        LinkEntries.Read(bytes, entry => links.Add(new(entry.Kind, entry.Evidence, entry.Replay, ObservedEvent.Read(entry.Observation))));
        return links;
    }
}
