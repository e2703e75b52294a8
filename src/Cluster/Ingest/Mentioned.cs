using System.Runtime.InteropServices;
using ReplayGraph.Cluster.Ids;
using ReplayGraph.Facts;
using ReplayGraph.Ingest;
using ReplayGraph.Issues;
using ReplayGraph.Links;

namespace ReplayGraph.Cluster.Ingest;

/// <summary>The issues and transaction names that the facts of a batch mention.</summary>
internal sealed class Mentioned(OrganizationId organization, NodeContext context) : IMentioned
{
    private readonly Expiry _expiry = context.Expiry;
    private readonly Dictionary<IssueId, Mentions> _issues = [];
    private readonly Dictionary<Text, Mentions> _names = [];

    /// <summary>The mentions to send: all but those that this silo has sent today.</summary>
    internal IEnumerable<(NodeId Node, Mention Mention)> Unsent => All.Where(one => !context.Cache.SentMentions.Contains(one.Node, one.Mention));

    private IEnumerable<(NodeId Node, Mention Mention)> All =>
        from one in _issues.Select(issue => (Node: NodeId.Of(organization, issue.Key), Mentions: issue.Value))
            .Concat(_names.Select(name => (Node: NodeId.OfTransaction(organization, name.Key.ToString()), Mentions: name.Value)))
        from mention in one.Mentions.All.ToArray()
        select (one.Node, mention);

    /// <summary>Adds the mentions of an event.</summary>
    internal void Take(in EventFact fact) => MentionStep.Take(fact, _expiry, this);

    /// <summary>Adds the mentions of a merge, an unmerge or a deletion.</summary>
    internal void Take(IssueOp op) => MentionStep.Take(op, this);

    /// <summary>Adds the mention of a move of events.</summary>
    internal void Take(in EventMoveFact fact) => MentionStep.Take(fact, this);

    Mentions IMentioned.Of(IssueId issue) => Of(_issues, issue);

    Mentions IMentioned.Of(Text transaction) => Of(_names, transaction);

    private static Mentions Of<T>(Dictionary<T, Mentions> all, T key)
        where T : notnull => CollectionsMarshal.GetValueRefOrAddDefault(all, key, out _) ??= new();
}
