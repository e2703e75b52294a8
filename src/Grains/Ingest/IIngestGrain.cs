namespace ReplayGraph.Grains.Ingest;

/// <summary>Ingests batches, on whichever silo the caller is connected to.</summary>
[Alias("replaygraph.ingest")]
public interface IIngestGrain : IGrainWithIntegerKey
{
    /// <summary>Ingests a batch; returns when all of it is durable and all affected nodes are updated.</summary>
    [Alias("Ingest")]
    [ResponseTimeout("00:02:00")]
    ValueTask<IngestResult> IngestAsync(OrganizationId organization, [Immutable] byte[] facts, CancellationToken cancel = default);
}
