using System.Collections.Concurrent;
using ReplayGraph.Links;
using ReplayGraph.Nodes.Ids;

namespace ReplayGraph.Nodes.Organizations;

/// <summary>
/// The mentions that a silo has told to issues and transactions of late, so that each is told once a day and not with every batch. Two
/// generations: what was not asked for while a generation filled is forgotten, and told again without harm. Safe for concurrent use.
/// </summary>
internal sealed class ToldMentions
{
    private const int Generation = 1 << 16;

    private volatile ConcurrentDictionary<(NodeId, ProjectId, ushort), Timestamp> _young = [];
    private volatile ConcurrentDictionary<(NodeId, ProjectId, ushort), Timestamp> _old = [];

    /// <summary>Whether it, or a later one, was told.</summary>
    internal bool Contains(NodeId node, in Mention mention)
    {
        (NodeId, ProjectId, ushort) key = (node, mention.Project, mention.RetentionDays);
        if (_young.TryGetValue(key, out Timestamp until))
        {
            return until >= mention.Until;
        }

        if (!_old.TryGetValue(key, out until))
        {
            return false;
        }

        Keep(key, until);
        return until >= mention.Until;
    }

    /// <summary>They were told, and are durable.</summary>
    internal void Add(IEnumerable<(NodeId Node, Mention Mention)> told)
    {
        foreach ((NodeId node, Mention mention) in told)
        {
            Keep((node, mention.Project, mention.RetentionDays), mention.Until);
        }
    }

    private void Keep((NodeId, ProjectId, ushort) key, Timestamp until)
    {
        ConcurrentDictionary<(NodeId, ProjectId, ushort), Timestamp> young = _young;
        bool isNew = !young.ContainsKey(key);
        young.AddOrUpdate(key, until, (_, known) => known > until ? known : until);
        if (isNew && young.Count > Generation)
        {
            // Of two that do so at once one loses a generation, which costs repetitions and no truth.
            _old = young;
            _young = [];
        }
    }
}
