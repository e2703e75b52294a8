using ReplayGraph.Cluster.Ids;
using ReplayGraph.Links;

namespace ReplayGraph.Cluster.Caches;

/// <summary>
/// The mentions that a silo has recently sent to issues and transactions, so that each is sent once a day, not with every batch. Sending a
/// forgotten one again is harmless. Safe for concurrent use.
/// </summary>
internal sealed class SentMentions
{
    private readonly GenerationCache<(NodeId, ProjectId, ushort), Timestamp> _sent = new(1 << 16);

    /// <summary>Whether this mention, or a later one, was sent.</summary>
    internal bool Contains(NodeId node, in Mention mention) =>
        _sent.TryFind((node, mention.Project, mention.RetentionDays), out Timestamp until) && until >= mention.Until;

    /// <summary>Records mentions that were sent and are durable.</summary>
    internal void Add(IEnumerable<(NodeId Node, Mention Mention)> sent)
    {
        foreach ((NodeId node, Mention mention) in sent)
        {
            _sent.Keep((node, mention.Project, mention.RetentionDays), mention.Until);
        }
    }
}
