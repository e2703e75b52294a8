using ReplayGraph.Cluster.Caches;
using ReplayGraph.Cluster.Leases;
using ReplayGraph.Simulation.Scheduling;
using ReplayGraph.Simulation.Stores;

namespace ReplayGraph.Simulation.Silos;

/// <summary>The lease of a silo. It is renewed when it is used, so that an idle simulation comes to an end.</summary>
internal sealed class SiloLease(SimulatedStore store, ProcessTime time) : ILease
{
    internal static readonly TimeSpan Length = TimeSpan.FromSeconds(1.5);

    private Task? _renewing;
    private long? _renewedAt;
    private long? _revocations;

    /// <summary>The cache that it guards.</summary>
    internal SiloCache? Cache { get; set; }

    /// <inheritdoc/>
    public bool IsHeld => true;

    /// <inheritdoc/>
    public bool IsFresh
    {
        get
        {
            TimeSpan? age = _renewedAt is { } at ? time.GetElapsedTime(at) : null;
            if (age is null || age > Length / 5)
            {
                _renewing ??= RenewAsync();
            }

            return age < Length * 0.9;
        }
    }

    /// <inheritdoc/>
    public async ValueTask WaitUntilFreshAsync(CancellationToken cancel = default)
    {
        while (!IsFresh)
        {
            await _renewing!.WaitAsync(cancel);
        }
    }

    private async Task RenewAsync()
    {
        try
        {
            long asked = time.GetTimestamp();
            long revocations = await store.RenewLeaseAsync(Length) ?? throw new GraphException("The silo was declared dead.", isTransient: true);
            if (revocations != _revocations)
            {
                _revocations = revocations;
                Cache!.Recover();
            }

            _renewedAt = asked;
        }
        finally
        {
            _renewing = null;
        }
    }
}
