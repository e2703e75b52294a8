namespace ReplayGraph.Chaos.Ingest;

/// <summary>Facts on their way to an organization.</summary>
/// <param name="Organization">Whose.</param>
/// <param name="Lines">The facts as native lines.</param>
/// <param name="Count">How many.</param>
public sealed record Batch(DrawnOrganization Organization, byte[] Lines, int Count);
