using ReplayGraph.Facts;

namespace ReplayGraph.Api.Facts;

/// <summary>Finds facts for projects that a caller may not send to.</summary>
internal sealed class ForeignFacts(IReadOnlySet<ProjectId> allowed) : IFactVisitor
{
    private readonly IReadOnlySet<ProjectId> _allowed = allowed;
    private string? _found;

    /// <summary>Describes the first such fact of the batch; null if there is none.</summary>
    internal static string? Find(FactBatch batch, IReadOnlySet<ProjectId> allowed)
    {
        var visitor = new ForeignFacts(allowed);
        FactBatch.Read(batch.Bytes, visitor);
        return visitor._found;
    }

    public void Visit(in EventFact fact) => Check(fact.ProjectId);

    public void Visit(in SegmentFact fact) => Check(fact.ProjectId);

    public void Visit(in EventLinkFact fact) => Check(fact.ProjectId);

    public void Visit(in IssueMergeFact fact) => Check(fact.ProjectId);

    public void Visit(in IssueUnmergeFact fact) => Check(fact.ProjectId);

    public void Visit(in IssueDeleteFact fact) => Check(fact.ProjectId);

    public void Visit(in EventDeleteFact fact) => Check(fact.ProjectId);

    public void Visit(in EventMoveFact fact) => Check(fact.ProjectId);

    // Without a project it deletes a replay of any project.
    public void Visit(in ReplayDeleteFact fact) => Check(fact.ProjectId);

    private void Check(ProjectId project)
    {
        if (_found is null && !_allowed.Contains(project))
        {
            _found = project.IsNone ? "facts without a project" : $"facts of project {project}";
        }
    }
}
