using Orleans.Concurrency;
using ReplayGraph.Cluster.Messages;

namespace ReplayGraph.Grains.Organizations;

/// <summary>An organization.</summary>
[Alias("replaygraph.organization")]
public interface IOrganizationGrain : IGrainWithStringKey
{
    /// <summary>Applies rare facts that concern all nodes of the organization. Interleaves, so that calls share writes and announcements.</summary>
    [Alias("Decide")]
    [AlwaysInterleave]
    ValueTask<OrganizationReply> DecideAsync(OrganizationCommand command, CancellationToken cancel = default);

    /// <summary>
    /// Returns the settings, and records the first ingest. Interleaves with calls that wait for announcements to reach every silo.
    /// </summary>
    [Alias("Admit")]
    [AlwaysInterleave]
    ValueTask<OrganizationSettings> AdmitAsync(CancellationToken cancel = default);

    /// <summary>Closes or reopens the organization for ingest. Silos may take a minute to notice.</summary>
    [Alias("Close")]
    ValueTask<OrganizationSettings> CloseAsync(bool isClosed, CancellationToken cancel = default);

    /// <summary>The settings. The Orleans Dashboard shows them.</summary>
    [Alias("Settings")]
    [AlwaysInterleave]
    Task<OrganizationSettings> SettingsAsync();
}
