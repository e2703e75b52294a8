using ReplayGraph.Facts;

namespace ReplayGraph.Cluster.Messages;

/// <summary>A summary of link entries that a node needs before it appends them.</summary>
/// <param name="MayRepeat">Whether the log may already contain one of them.</param>
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

    internal LinkOutline With(LinkEntryKind kind, Timestamp expiresAt) =>
        new(MayRepeat || kind == LinkEntryKind.LinkAgain, expiresAt > ExpiresAt ? expiresAt : ExpiresAt);
}
