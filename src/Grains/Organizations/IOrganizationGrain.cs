using Orleans.Concurrency;
using ReplayGraph.Cluster.Messages;

namespace ReplayGraph.Grains.Organizations;

/// <summary>An organization.</summary>
[Alias("replaygraph.organization")]
public interface IOrganizationGrain : IGrainWithStringKey
{
    /// <summary>Takes in what is rare and concerns all of its nodes.</summary>
    [Alias("Decide")]
    ValueTask<OrganizationReply> DecideAsync(OrganizationCommand command, CancellationToken cancel = default);

    /// <summary>
    /// Notes that something is ingested, if that is the first time, and says under which settings. Waits for nobody who waits until every
    /// silo has heard.
    /// </summary>
    [Alias("Admit")]
    [AlwaysInterleave]
    ValueTask<OrganizationSettings> AdmitAsync(CancellationToken cancel = default);

    /// <summary>From now on takes something in, or nothing. Silos that admitted it lately may take a minute to notice.</summary>
    [Alias("Close")]
    ValueTask<OrganizationSettings> CloseAsync(bool isClosed, CancellationToken cancel = default);

    /// <summary>Its settings. The dashboard shows them.</summary>
    [Alias("Settings")]
    [AlwaysInterleave]
    Task<OrganizationSettings> SettingsAsync();
}
