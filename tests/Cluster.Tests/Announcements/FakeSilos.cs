using ReplayGraph.Cluster.Announcements;
using ReplayGraph.Cluster.Leases;
using ReplayGraph.Cluster.Messages;

namespace ReplayGraph.Cluster.Tests.Announcements;

/// <summary>One other silo, controlled by a test.</summary>
internal sealed class FakeSilos : ISilos<int>
{
    internal const int Other = 2;

    /// <summary>What the silo does with an announcement.</summary>
    internal Func<Task> Sending { get; set; } = static () => Task.CompletedTask;

    /// <summary>What a revocation does.</summary>
    internal Func<Task<bool>> Revoking { get; set; } = static () => Task.FromResult(true);

    internal bool IsDead { get; set; }

    internal int Revocations { get; private set; }

    internal List<int> GivenUp { get; } = [];

    IEnumerable<int> ISilos<int>.Others => [Other];

    bool ISilos<int>.MustReceive(int silo) => !IsDead;

    ValueTask ISilos<int>.SendAsync(int silo, Announcement announcement) => new(Sending());

    ValueTask<bool> IRevocations<int>.TryRevokeAsync(int silo)
    {
        Revocations++;
        return new(Revoking());
    }

    ValueTask ISilos<int>.GiveUpAsync(int silo)
    {
        GivenUp.Add(silo);
        return default;
    }
}
