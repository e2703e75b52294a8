using ReplayGraph.Cluster.Batching;
using ReplayGraph.Cluster.Store;

namespace ReplayGraph.Postgres.Writing;

/// <summary>A caller's writes that wait to be committed, all in one transaction.</summary>
internal sealed class WriteCall(Row[] rows) : Call<bool>
{
    // Cost of a row and its index entries, in addition to the entry.
    private const int RowBytes = 150, PlaceBytes = 100;

    internal Row[] Rows => rows;

    /// <inheritdoc/>
    public override OrganizationId Organization => rows[0].Write.Node.Organization;

    /// <inheritdoc/>
    public override long Size { get; } = rows.Sum(row => SizeOf(row.Write));

    // Once the commit has started, its outcome is unknown until the end, and the arrays are in use.
    /// <inheritdoc/>
    protected override bool WaitsForCompletion => true;

    private static long SizeOf(NodeWrite write) =>
        write.Entry.Length + RowBytes + write.Events.Count * PlaceBytes + (write.Replay is { } row ? row.Bytes.Length + RowBytes : 0);
}
