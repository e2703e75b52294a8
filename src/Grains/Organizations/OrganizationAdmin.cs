using ReplayGraph.Cluster.Ids;
using ReplayGraph.Grains.Calls;

namespace ReplayGraph.Grains.Organizations;

/// <summary>Administers organizations.</summary>
public sealed class OrganizationAdmin
{
    private readonly IGrainFactory _grains;
    private readonly GrainCaller _caller;

    internal OrganizationAdmin(IGrainFactory grains, GrainCaller caller)
    {
        _grains = grains;
        _caller = caller;
    }

    /// <summary>Reads the settings.</summary>
    /// <exception cref="GraphException">The organization cannot be reached.</exception>
    public ValueTask<OrganizationSettings> SettingsAsync(OrganizationId organization, CancellationToken cancel = default) =>
        _caller.CallAsync(
            _grains, NodeId.Of(organization), 0,
            static (grains, node, _, _) => new ValueTask<OrganizationSettings>(Of(grains, node).SettingsAsync()), cancel);

    /// <summary>Closes or reopens the organization for ingest; queries work either way. Silos may take a minute to notice.</summary>
    /// <returns>The new settings.</returns>
    /// <exception cref="GraphException">The organization cannot be reached.</exception>
    public ValueTask<OrganizationSettings> CloseAsync(OrganizationId organization, bool isClosed, CancellationToken cancel = default) =>
        _caller.CallAsync(
            _grains, NodeId.Of(organization), isClosed,
            static (grains, node, isClosed, cancel) => Of(grains, node).CloseAsync(isClosed, cancel), cancel);

    private static IOrganizationGrain Of(IGrainFactory grains, NodeId node) => grains.Get<IOrganizationGrain>(node.ToString());
}
