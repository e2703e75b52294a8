namespace ReplayGraph.Grains.Organizations;

/// <summary>Settings of an organization.</summary>
[GenerateSerializer, Immutable, Alias("replaygraph.organization-settings")]
public sealed record OrganizationSettings
{
    /// <summary>Time of the first ingest, in ISO 8601; null before it.</summary>
    [Id(0)]
    public string? FirstSeen { get; init; }

    /// <summary>True if the organization accepts no facts.</summary>
    [Id(1)]
    public bool IsClosed { get; init; }
}
