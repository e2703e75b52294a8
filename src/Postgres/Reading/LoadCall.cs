using ReplayGraph.Nodes.Ids;
using ReplayGraph.Nodes.Store;
using ReplayGraph.Postgres.Grouping;

namespace ReplayGraph.Postgres.Reading;

/// <summary>A caller that waits for the logs of nodes, or (with <paramref name="isVersionOnly"/>) for their versions.</summary>
internal sealed class LoadCall(IReadOnlyList<NodeId> nodes, long after, bool isVersionOnly) : Call<IReadOnlyList<NodeLog>>
{
    internal IReadOnlyList<NodeId> Nodes => nodes;

    internal long After => after;

    internal bool IsVersionOnly => isVersionOnly;

    /// <inheritdoc/>
    internal override int Size => nodes.Count;
}
