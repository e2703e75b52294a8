using ReplayGraph.Facts;

namespace ReplayGraph.Api.Facts;

/// <summary>Finds facts for projects that a caller may not send to.</summary>
internal sealed class ForeignFacts(IReadOnlySet<ProjectId> allowed) : IPartialFactVisitor
{
    private string? _found;

    /// <summary>Describes the first such fact of the batch; null if there is none.</summary>
    internal static string? Find(FactBatch batch, IReadOnlySet<ProjectId> allowed)
    {
        var visitor = new ForeignFacts(allowed);
        FactBatch.Read(batch.Bytes, visitor);
        return visitor._found;
    }

    // A deletion of a replay without a project deletes it in all projects.
    public void Other<T>(in T fact)
        where T : struct, IFact
    {
        if (_found is null && !allowed.Contains(fact.ProjectId))
        {
            _found = fact.ProjectId.IsNone ? "facts without a project" : $"facts of project {fact.ProjectId}";
        }
    }
}
