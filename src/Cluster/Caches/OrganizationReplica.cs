using ReplayGraph.Cluster.Batching;
using ReplayGraph.Cluster.Ids;
using ReplayGraph.Cluster.Store;

namespace ReplayGraph.Cluster.Caches;

/// <summary>A silo's copy of an organization's rare facts, read from the log up to the version that was announced.</summary>
/// <param name="organization">The organization.</param>
/// <param name="store">The store of its log.</param>
/// <param name="grown">Called after each read.</param>
internal sealed class OrganizationReplica(OrganizationId organization, INodeStore store, Action<OrganizationFacts> grown)
{
    // One caller reads at a time.
    private readonly WeightedSemaphore _reading = new(1);
    private readonly OrganizationFacts _facts = new();
    private volatile bool _isRead;

    /// <summary>The facts; null if they were not read yet.</summary>
    internal IOrganizationFacts? Current => _isRead ? _facts : null;

    /// <summary>The facts, read from the store on first use.</summary>
    internal ValueTask<IOrganizationFacts> ReadAsync(CancellationToken cancel) => _isRead ? new(_facts) : FirstAsync(cancel);

    /// <summary>Reads up to this version. Facts that were never requested are not read.</summary>
    internal async ValueTask CatchUpAsync(long version, CancellationToken cancel)
    {
        // Waits for a first read in progress, which may have missed this version.
        await _reading.TakeAsync(organization, 1, cancel);
        try
        {
            if (_isRead && _facts.Version < version)
            {
                await ReadOnAsync(cancel);
            }
        }
        finally
        {
            _reading.Return(1);
        }
    }

    private async ValueTask<IOrganizationFacts> FirstAsync(CancellationToken cancel)
    {
        await _reading.TakeAsync(organization, 1, cancel);
        try
        {
            if (!_isRead)
            {
                await ReadOnAsync(cancel);
                _isRead = true;
            }
        }
        finally
        {
            _reading.Return(1);
        }

        return _facts;
    }

    private async ValueTask ReadOnAsync(CancellationToken cancel)
    {
        _facts.Take((await store.LoadAsync([NodeId.Of(organization)], _facts.Version, cancel))[0]);
        grown(_facts);
    }
}
