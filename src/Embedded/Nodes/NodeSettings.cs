using ReplayGraph.Links;

namespace ReplayGraph.Embedded.Nodes;

/// <summary>The settings that the nodes of all organizations share.</summary>
/// <param name="Retention">The retention of facts without their own.</param>
/// <param name="Evidence">The limits of what counts as evidence.</param>
internal sealed record NodeSettings(TimeSpan Retention, EvidenceOptions Evidence)
{
    /// <summary>Traces whose coverage is counted together, as a power of 2: 4,096. Fewer take more memory, more take longer.</summary>
    internal int CoverageBlockBits { get; init; } = 12;
}
