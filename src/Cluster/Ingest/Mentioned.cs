using System.Runtime.InteropServices;
using ReplayGraph.Facts;
using ReplayGraph.Issues;
using ReplayGraph.Links;
using ReplayGraph.Cluster.Ids;

namespace ReplayGraph.Cluster.Ingest;

/// <summary>The issues and transaction names that the facts of a batch mention.</summary>
internal sealed class Mentioned(OrganizationId organization, NodeContext context)
{
    private readonly Timestamp _now = context.Now;
    private readonly Dictionary<IssueId, Mentions> _issues = [];
    private readonly Dictionary<Text, Mentions> _names = [];

    /// <summary>What is to be told, without what this silo has told today.</summary>
    internal IEnumerable<(NodeId Node, Mention Mention)> News => All.Where(one => !context.Cache.Told.Contains(one.Node, one.Mention));

    private IEnumerable<(NodeId Node, Mention Mention)> All =>
        from one in _issues.Select(issue => (Node: NodeId.Of(organization, issue.Key), Mentions: issue.Value))
            .Concat(_names.Select(name => (Node: NodeId.OfTransaction(organization, name.Key.ToString()), Mentions: name.Value)))
        from mention in one.Mentions.All.ToArray()
        select (one.Node, mention);

    /// <summary>An event mentions its issue and its transaction name.</summary>
    internal void Take(in EventFact fact)
    {
        if (context.ExpiryOf(Mentions.EndOfDay(fact.Timestamp), fact.RetentionDays) <= _now)
        {
            return;
        }

        if (!fact.IssueId.IsNone)
        {
            Of(_issues, fact.IssueId).Add(fact.ProjectId, fact.Timestamp, fact.RetentionDays);
        }

        if (!fact.Transaction.IsNone)
        {
            Of(_names, fact.Transaction).Add(fact.ProjectId, fact.Timestamp, fact.RetentionDays);
        }
    }

    /// <summary>A merge, an unmerge or a deletion mentions its issues.</summary>
    internal void Take(IssueOp op)
    {
        foreach (IssueId id in op.Issues)
        {
            Take(id, op.Project, op.Time);
        }
    }

    /// <summary>Something mentions an issue.</summary>
    internal void Take(IssueId id, ProjectId project, Timestamp time) => Of(_issues, id).Add(project, time, 0);

    private static Mentions Of<T>(Dictionary<T, Mentions> all, T key)
        where T : notnull => CollectionsMarshal.GetValueRefOrAddDefault(all, key, out _) ??= new();
}
