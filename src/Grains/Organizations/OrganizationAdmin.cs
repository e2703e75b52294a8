using ReplayGraph.Grains.Calls;
using ReplayGraph.Cluster.Ids;

namespace ReplayGraph.Grains.Organizations;

/// <summary>What an operator asks an organization, and tells it.</summary>
public sealed class OrganizationDesk
{
    private readonly IGrainFactory _grains;
    private readonly GrainCaller _caller;

    internal OrganizationDesk(IGrainFactory grains, GrainCaller caller)
    {
        _grains = grains;
        _caller = caller;
    }

    /// <summary>Its settings.</summary>
    /// <exception cref="GraphException">It cannot be asked now.</exception>
    public ValueTask<OrganizationSettings> SettingsAsync(OrganizationId organization, CancellationToken cancel = default) =>
        _caller.CallAsync(
            _grains, NodeId.Of(organization), 0,
            static (grains, node, _, _) => new ValueTask<OrganizationSettings>(Of(grains, node).SettingsAsync()), cancel);

    /// <summary>
    /// Lets it take in nothing any more, or something again: what it is asked is answered as before. Silos that admitted it lately may
    /// take a minute to notice.
    /// </summary>
    /// <returns>Its settings from now on.</returns>
    /// <exception cref="GraphException">It cannot be told now.</exception>
    public ValueTask<OrganizationSettings> CloseAsync(OrganizationId organization, bool isClosed, CancellationToken cancel = default) =>
        _caller.CallAsync(
            _grains, NodeId.Of(organization), isClosed,
            static (grains, node, isClosed, cancel) => Of(grains, node).CloseAsync(isClosed, cancel), cancel);

    private static IOrganizationGrain Of(IGrainFactory grains, NodeId node) => grains.GetGrain<IOrganizationGrain>(node.ToString());
}
