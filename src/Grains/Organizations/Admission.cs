using System.Collections.Concurrent;
using ReplayGraph.Grains.Calls;
using ReplayGraph.Cluster.Ids;

namespace ReplayGraph.Grains.Organizations;

/// <summary>
/// Whether an organization takes something in: asked of the organization once a minute, not for each batch. One that cannot be asked is
/// as it was the last time: while the database is away, batches then fail at what they need, and not a grain's start for each of them.
/// </summary>
internal sealed class Admission(Func<NodeId, CancellationToken, ValueTask<OrganizationSettings>> ask, TimeProvider time)
{
    private static readonly TimeSpan _asLong = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<OrganizationId, long> _open = [];

    public Admission(IGrainFactory grains, GrainCaller caller, TimeProvider time)
        : this(
            (organization, cancel) => caller.CallAsync(
                grains, organization, 0,
                static (grains, node, _, cancel) => grains.GetGrain<IOrganizationGrain>(node.ToString()).AdmitAsync(cancel), cancel),
            time)
    {
    }

    /// <summary>Returns if it does.</summary>
    /// <exception cref="GraphException">It does not; or it was never asked and cannot be now, which is transient.</exception>
    internal ValueTask AdmitAsync(OrganizationId organization, CancellationToken cancel) =>
        _open.TryGetValue(organization, out long asked) && time.GetElapsedTime(asked) < _asLong
            ? default
            : AskAsync(organization, cancel);

    private async ValueTask AskAsync(OrganizationId organization, CancellationToken cancel)
    {
        if (!await IsOpenAsync(organization, cancel))
        {
            _open.TryRemove(organization, out _);
            throw new GraphException($"organization {organization} takes nothing in: an operator closed it", isTransient: false);
        }

        _open[organization] = time.GetTimestamp();
    }

    private async ValueTask<bool> IsOpenAsync(OrganizationId organization, CancellationToken cancel)
    {
        try
        {
            return !(await ask(NodeId.Of(organization), cancel)).IsClosed;
        }
        catch (GraphException e) when (e.IsTransient && _open.ContainsKey(organization))
        {
            return true;
        }
    }
}
