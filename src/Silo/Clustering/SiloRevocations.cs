using ReplayGraph.Cluster.Leases;
using ReplayGraph.Postgres.Members;

namespace ReplayGraph.Silo.Clustering;

/// <summary>Revokes the leases of other silos in the database, and waits until they end.</summary>
internal sealed class SiloRevocations(MemberRevocations revocations, Func<SiloAddress, Member> memberOf, TimeProvider time) : IRevocations<SiloAddress>
{
    public async ValueTask<bool> TryRevokeAsync(SiloAddress silo)
    {
        if (await revocations.RevokeAsync(memberOf(silo)) is not { } remaining)
        {
            return false;
        }

        // A tenth for different clock rates.
        await Task.Delay(remaining * 1.1, time);
        return true;
    }
}
