namespace ReplayGraph.Grains.Ingest;

/// <summary>Takes batches through the nodes, on whichever silo the caller is connected with.</summary>
[Alias("replaygraph.ingest")]
public interface IIngestGrain : IGrainWithIntegerKey
{
    /// <summary>Takes a batch in; answers when all of it is durable and told.</summary>
    [Alias("Ingest")]
    [ResponseTimeout("00:02:00")]
    ValueTask<IngestResult> IngestAsync(OrganizationId organization, [Immutable] byte[] facts, CancellationToken cancel = default);
}
