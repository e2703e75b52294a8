using ReplayGraph.Cluster.Ids;
using ReplayGraph.Facts;

namespace ReplayGraph.Cluster.Replays;

/// <summary>
/// An entry of a replay's log: the time of the write, the length of the facts, the facts, then the nodes that name the replay. Malformed
/// bytes raise <see cref="InvalidDataException"/>.
/// </summary>
internal static class ReplayEntry
{
    internal static byte[] Write(Timestamp now, ReadOnlySpan<byte> facts, IReadOnlyCollection<NodeId> namedBy)
    {
        var to = new FactWriter(256);
        to.Time(now);
        to.Number((ulong)facts.Length);
        to.Raw(facts);
        foreach (NodeId node in namedBy)
        {
            to.Byte((byte)node.Type);
            to.Raw(node.KeyBytes());
        }

        return to.Written.ToArray();
    }

    /// <summary>Merges consecutive entries into one.</summary>
    internal static byte[] Merge(IReadOnlyList<byte[]> entries)
    {
        FactWriter facts = new(), names = new(256);
        Timestamp written = default;
        foreach (byte[] entry in entries)
        {
            var from = new FactReader(entry);
            written = from.Time();
            facts.Raw(from.Raw(from.Count(1)).Span);
            names.Raw(entry.AsSpan(from.At));
        }

        var to = new FactWriter(facts.Length + names.Length + 16);
        to.Time(written);
        to.Number((ulong)facts.Length);
        to.Raw(facts.Written.Span);
        to.Raw(names.Written.Span);
        return to.Written.ToArray();
    }

    internal static Timestamp Fold(ReplayFold fold, OrganizationId organization, byte[] entry)
    {
        var from = new FactReader(entry);
        Timestamp written = from.Time();
        FactBatch.Read(from.Raw(from.Count(1)), fold);
        while (!from.AtEnd)
        {
            fold.Name(NodeId.FromKey(organization, (NodeType)from.Byte(), from.Raw(16).Span));
        }

        return written;
    }
}
