using ReplayGraph.Facts;
using ReplayGraph.Ingest;
using ReplayGraph.Links;

namespace ReplayGraph.Embedded.Nodes;

/// <summary>The mentions that issues and transactions hold. Only for the writing thread.</summary>
internal readonly struct NodeMentions(OrganizationNodes nodes) : INamedMentions
{
    public Mentions Of(IssueId issue) => nodes.FindOrAddIssue(issue).Links.Mentions;

    public Mentions Of(Name transaction) => nodes.FindOrAddTransaction(transaction).Mentions;

    public Mentions Of(Text transaction) => Of(nodes.Names.Intern(transaction)!);
}
