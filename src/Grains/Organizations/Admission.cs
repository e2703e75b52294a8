using System.Collections.Concurrent;
using ReplayGraph.Cluster.Ids;
using ReplayGraph.Grains.Calls;

namespace ReplayGraph.Grains.Organizations;

/// <summary>
/// Whether an organization accepts facts, cached for a minute. If the organization does not respond, its last answer stands: while the
/// database is down, a batch then fails at its own reads, without activating a grain first.
/// </summary>
internal sealed class Admission(Func<NodeId, CancellationToken, ValueTask<OrganizationSettings>> ask, TimeProvider time)
{
    private static readonly TimeSpan _lifetime = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<OrganizationId, long> _open = [];

    public Admission(IGrainFactory grains, GrainCaller caller, TimeProvider time)
        : this(
            (organization, cancel) => caller.CallAsync(
                grains, organization, 0,
                static (grains, node, _, cancel) => grains.Get<IOrganizationGrain>(node.ToString()).AdmitAsync(cancel), cancel),
            time)
    {
    }

    /// <summary>Returns if the organization accepts facts.</summary>
    /// <exception cref="GraphException">
    /// The organization is closed; or, transient, it cannot be reached and has no cached answer.
    /// </exception>
    internal ValueTask AdmitAsync(OrganizationId organization, CancellationToken cancel) =>
        _open.TryGetValue(organization, out long asked) && time.GetElapsedTime(asked) < _lifetime
            ? default
            : AskAsync(organization, cancel);

    private async ValueTask AskAsync(OrganizationId organization, CancellationToken cancel)
    {
        if (!await IsOpenAsync(organization, cancel))
        {
            _open.TryRemove(organization, out _);
            throw new GraphException($"Organization {organization} was closed by an operator and accepts no facts.", isTransient: false);
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
