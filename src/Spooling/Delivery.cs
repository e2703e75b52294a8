using ReplayGraph.Facts;

namespace ReplayGraph.Spooling;

/// <summary>Ingests facts into the graph behind a spool, as <see cref="IGraph.IngestAsync"/> does.</summary>
public delegate ValueTask<IngestResult> Delivery(OrganizationId organization, FactBatch facts, CancellationToken cancel);
