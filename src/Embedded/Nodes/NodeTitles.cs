using ReplayGraph.Ingest;
using ReplayGraph.Issues;

namespace ReplayGraph.Embedded.Nodes;

/// <summary>The titles that issues hold. Only for the writing thread.</summary>
internal readonly struct NodeTitles(OrganizationNodes nodes) : ITitledIssues
{
    public Titles TitlesOf(IssueId issue) => nodes.FindOrAddIssue(issue).Titles;
}
