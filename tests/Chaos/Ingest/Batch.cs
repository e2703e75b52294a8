namespace ReplayGraph.Chaos.Ingest;

/// <summary>A batch of facts of an organization.</summary>
/// <param name="Organization">The organization.</param>
/// <param name="Lines">The facts as native lines.</param>
/// <param name="Count">The number of facts.</param>
public sealed record Batch(DrawnOrganization Organization, byte[] Lines, int Count);
