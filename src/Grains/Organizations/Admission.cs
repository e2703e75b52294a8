using System.Collections.Concurrent;
using ReplayGraph.Grains.Calls;
using ReplayGraph.Nodes.Ids;

namespace ReplayGraph.Grains.Organizations;

/// <summary>Whether an organization takes something in: asked of the organization once a minute, not for each batch.</summary>
internal sealed class Admission(IGrainFactory grains, Caller caller, TimeProvider time)
{
    private static readonly TimeSpan _asLong = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<OrganizationId, (OrganizationSettings Settings, long Asked)> _known = [];

    /// <summary>Returns if it does.</summary>
    /// <exception cref="GraphException">It does not; or it cannot be asked now, which is transient.</exception>
    internal ValueTask AdmitAsync(OrganizationId organization, CancellationToken cancel) =>
        _known.TryGetValue(organization, out (OrganizationSettings Settings, long Asked) known)
        && time.GetElapsedTime(known.Asked) < _asLong && !known.Settings.IsClosed
            ? default
            : AskAsync(organization, cancel);

    private async ValueTask AskAsync(OrganizationId organization, CancellationToken cancel)
    {
        OrganizationSettings settings = await caller.CallAsync(
            grains, NodeId.Of(organization), 0,
            static (grains, node, _, cancel) => grains.GetGrain<IOrganizationGrain>(node.ToString()).AdmitAsync(cancel), cancel);
        if (settings.IsClosed)
        {
            throw new GraphException($"organization {organization} takes nothing in: an operator closed it", isTransient: false);
        }

        _known[organization] = (settings, time.GetTimestamp());
    }
}
