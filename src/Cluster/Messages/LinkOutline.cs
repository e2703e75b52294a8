using ReplayGraph.Facts;

namespace ReplayGraph.Cluster.Messages;

/// <summary>What a node must know of entries before it appends them.</summary>
/// <param name="MayRepeat">True if one of them may be in the log already.</param>
/// <param name="ExpiresAt">When the last of them expires.</param>
internal readonly record struct LinkOutline(bool MayRepeat, Timestamp ExpiresAt)
{
    /// <summary>Reads entries that came from another silo.</summary>
    /// <exception cref="InvalidDataException">The bytes are not entries.</exception>
    internal static LinkOutline Of(ReadOnlyMemory<byte> entries, Expiry expiry)
    {
        LinkOutline outline = default;
        LinkEntries.Read(entries, entry => outline = outline.With(entry.Kind, ExpiryOf(entry, expiry)));
        return outline;
    }

    /// <summary>When an entry expires.</summary>
    /// <exception cref="InvalidDataException">The bytes are not those of an event.</exception>
    internal static Timestamp ExpiryOf(in LinkEntry entry, Expiry expiry)
    {
        var from = new FactReader(entry.Observation);
        EventHead head = EventEncoding.ReadHead(ref from);
        return expiry.At(head.Timestamp, head.RetentionDays);
    }

    /// <summary>With one entry more.</summary>
    internal LinkOutline With(LinkEntryKind kind, Timestamp expiresAt) =>
        new(MayRepeat || kind == LinkEntryKind.LinkAgain, expiresAt > ExpiresAt ? expiresAt : ExpiresAt);
}
