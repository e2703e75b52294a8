using ReplayGraph.Links;
using ReplayGraph.Replays;
using ReplayGraph.Sets;

namespace ReplayGraph.Embedded.Nodes;

/// <summary>A replay: what it holds, and the rows of the observations that name it.</summary>
internal sealed class ReplayNode(ReplayId id)
{
    internal ReplayState State { get; } = new(id);

    internal AppendSet<uint> NamedBy { get; } = new();

    /// <summary>False if only a deletion that does not apply has named it.</summary>
    internal bool IsKnown => State.Summary.Fate != Fate.Pending || NamedBy.Count > 0 || State.Errors.Count > 0;
}
