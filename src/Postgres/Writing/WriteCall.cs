using ReplayGraph.Nodes.Store;
using ReplayGraph.Postgres.Grouping;

namespace ReplayGraph.Postgres.Writing;

/// <summary>A write that waits to be committed.</summary>
internal sealed class WriteCall(NodeWrite write) : Call<NodeVersion?>
{
    // What a row and its index entries cost beside the entry.
    private const int RowBytes = 150, PlaceBytes = 100;

    internal NodeWrite Write { get; } = write;

    /// <summary>The node's key, as rows have it.</summary>
    internal byte[] Key { get; } = write.Node.KeyBytes();

    /// <summary>The organization's number, known once the write is under way.</summary>
    internal int Organization { get; set; }

    /// <inheritdoc/>
    internal override int Size { get; } =
        write.Entry.Length + RowBytes + write.Events.Count * PlaceBytes + (write.Replay is { } row ? row.Bytes.Length + RowBytes : 0);

    // Once it is under way nobody knows whether it will be kept, and its arrays are being read.
    /// <inheritdoc/>
    protected override bool SeesItThrough => true;
}
