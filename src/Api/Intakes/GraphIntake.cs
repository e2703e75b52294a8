using ReplayGraph.Facts;

namespace ReplayGraph.Api.Intakes;

/// <summary>Sends the facts of SDKs to the graph.</summary>
internal sealed class GraphIntake(IGraph graph) : ISdkIntake
{
    // Never cancelled: the graph reads the batch until it answers.
    public async ValueTask<IngestResult?> IngestAsync(OrganizationId organization, FactBatch facts) =>
        await graph.IngestAsync(organization, facts, CancellationToken.None);
}
