using ReplayGraph.Links;

namespace ReplayGraph.Embedded.Nodes;

/// <summary>The settings that the nodes of all organizations share.</summary>
/// <param name="Retention">The retention of facts without their own.</param>
/// <param name="Evidence">The limits of what counts as evidence.</param>
internal sealed record NodeSettings(TimeSpan Retention, EvidenceOptions Evidence);
