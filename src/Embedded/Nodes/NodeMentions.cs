using ReplayGraph.Facts;
using ReplayGraph.Ingest;
using ReplayGraph.Links;

namespace ReplayGraph.Embedded.Nodes;

/// <summary>The mentions that issues and transactions hold. Only for the writing thread.</summary>
internal readonly struct NodeMentions(OrganizationNodes nodes) : IMentioned
{
    public Mentions Of(IssueId issue) => nodes.FindOrAddIssue(issue).Links.Mentions;

    public Mentions Of(Text transaction) => nodes.FindOrAddTransaction(nodes.Names.Intern(transaction)!).Mentions;
}
