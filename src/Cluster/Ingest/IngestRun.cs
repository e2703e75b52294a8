using ReplayGraph.Cluster.Messages;

namespace ReplayGraph.Cluster.Ingest;

/// <summary>
/// Takes a batch of facts through the nodes. Each node makes its own half of an edge durable before the other half is looked for, so of
/// two batches that meet, whoever comes second sees the first. Answers when all is durable and delivered; if it fails, the nodes
/// repeat their notifications.
/// </summary>
public sealed class IngestRun(NodeContext context, INodes nodes)
{
    /// <summary>Ingests the bytes of a batch.</summary>
    /// <exception cref="GraphException">Not all of it is durable and delivered; transient: the same call may succeed later.</exception>
    /// <exception cref="InvalidDataException">The bytes are not those of a batch.</exception>
    public async ValueTask<IngestResult> IngestAsync(OrganizationId organization, ReadOnlyMemory<byte> facts, CancellationToken cancel = default)
    {
        var sort = new FactRouter(organization, context);
        sort.Sort(facts);
        try
        {
            return await new IngestPipeline(organization, context, nodes, cancel).RunAsync(sort);
        }
        catch
        {
            context.Cache.RequireRedelivery();
            await AnnounceRedeliveryAsync(organization);
            throw;
        }
    }

    private async ValueTask AnnounceRedeliveryAsync(OrganizationId organization)
    {
        try
        {
            await nodes.AnnounceAsync(new Announcement(organization) { RequiresRedelivery = true }, CancellationToken.None);
        }
        catch (GraphException)
        {
            // A silo that cannot be reached repeats its notifications once it is known to be gone.
        }
    }
}
