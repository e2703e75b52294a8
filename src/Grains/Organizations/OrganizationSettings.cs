namespace ReplayGraph.Grains.Organizations;

/// <summary>What is small and rare about an organization.</summary>
[GenerateSerializer, Immutable, Alias("replaygraph.organization-settings")]
public sealed record OrganizationSettings
{
    /// <summary>When something was ingested for the first time, in ISO 8601; null: nothing was yet.</summary>
    [Id(0)]
    public string? FirstSeen { get; init; }

    /// <summary>True if it takes nothing in.</summary>
    [Id(1)]
    public bool IsClosed { get; init; }
}
