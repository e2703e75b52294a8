namespace ReplayGraph.Cluster.Batching;

/// <summary>What waits in a <see cref="FairQueue{TItem}"/>.</summary>
internal interface IQueued
{
    /// <summary>The organization that waits.</summary>
    OrganizationId Organization { get; }

    /// <summary>How much of what is shared it needs.</summary>
    long Size { get; }
}
