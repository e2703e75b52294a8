using ReplayGraph.Facts;

namespace ReplayGraph.Cluster.Links;

/// <summary>What a node must know of entries before it appends them.</summary>
/// <param name="MayRepeat">True if one of them may be in the log already.</param>
/// <param name="ExpiresAt">When the last of them expires.</param>
internal readonly record struct LinkOutline(bool MayRepeat, Timestamp ExpiresAt)
{
    /// <summary>Reads entries that came from another silo.</summary>
    /// <exception cref="InvalidDataException">The bytes are not entries.</exception>
    internal static LinkOutline Of(ReadOnlyMemory<byte> entries, NodeContext context)
    {
        LinkOutline outline = default;
        LinkEntries.Read(entries, entry => outline = outline.With(entry.Kind, ExpiryOf(entry, context)));
        return outline;
    }

    /// <summary>When an entry expires.</summary>
    /// <exception cref="InvalidDataException">The bytes are not those of an event.</exception>
    internal static Timestamp ExpiryOf(in LinkEntry entry, NodeContext context)
    {
        var from = new FactReader(entry.Observation);
        EventHead head = EventEncoding.ReadHead(ref from);
        return context.ExpiryOf(head.Timestamp, head.RetentionDays);
    }

    /// <summary>With one entry more.</summary>
    internal LinkOutline With(LinkEntryKind kind, Timestamp expiresAt) =>
        new(MayRepeat || kind == LinkEntryKind.LinkAgain, expiresAt > ExpiresAt ? expiresAt : ExpiresAt);
}
