using ReplayGraph.Cluster.Ids;
using ReplayGraph.Cluster.Messages;

namespace ReplayGraph.Cluster.Ingest;

/// <summary>
/// Ingests a batch of facts. Each node makes its half of an edge durable before the other half is looked up, so of two concurrent batches
/// the second sees the first. Returns when all changes are durable and delivered. After a failure the nodes repeat their notifications.
/// </summary>
public sealed class IngestRun(NodeContext context, INodes nodes)
{
    /// <summary>Ingests the bytes of a batch.</summary>
    /// <exception cref="GraphException">Not everything is durable and delivered; transient: a retry may succeed.</exception>
    /// <exception cref="InvalidDataException">The bytes are not those of a batch.</exception>
    public async ValueTask<IngestResult> IngestAsync(OrganizationId organization, ReadOnlyMemory<byte> facts, CancellationToken cancel = default)
    {
        var router = new FactRouter(organization, context);
        router.Route(facts);
        var called = new CalledNodes(nodes);
        try
        {
            return await new IngestPipeline(organization, context, called, cancel).RunAsync(router);
        }
        catch
        {
            await RedeliverAsync(organization, called.Called);
            throw;
        }
    }

    private async ValueTask RedeliverAsync(OrganizationId organization, NodeId[] called)
    {
        if (called.Length == 0)
        {
            return;
        }

        try
        {
            await nodes.AnnounceAsync(
                new Announcement(organization) { RequiresRedelivery = true, Redelivering = called }, CancellationToken.None);
        }
        catch (GraphException)
        {
            // The notifications of an unreachable silo are repeated once it is declared dead.
        }
    }
}
