using Orleans.Configuration;
using ReplayGraph.Silo.Clustering;
using ReplayGraph.Silo.Options;

namespace ReplayGraph.Silo.Tests.Clustering;

public sealed class ClusterMembersTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(60)]
    public void HangingSilo_IsVotedAgainst_AfterTheMissedProbes(int probeSeconds)
    {
        var members = new ClusterMembershipOptions();

        ClusterMembers.Configure(new ClusterSettings { ProbeSeconds = probeSeconds }, members);

        // Orleans ignores votes against a silo whose connection was alive within MaxProbeTimeout times NumMissedProbesLimit.
        Assert.Equal(TimeSpan.FromSeconds(probeSeconds * 3), members.MaxProbeTimeout * members.NumMissedProbesLimit);
    }
}
