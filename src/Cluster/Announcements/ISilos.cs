using ReplayGraph.Cluster.Leases;
using ReplayGraph.Cluster.Messages;

namespace ReplayGraph.Cluster.Announcements;

/// <summary>The other silos, from the perspective of one of them.</summary>
/// <typeparam name="TSilo">The address of a silo.</typeparam>
public interface ISilos<TSilo> : IRevocations<TSilo>
{
    /// <summary>The silos that must receive announcements, as far as this one knows.</summary>
    IEnumerable<TSilo> Others { get; }

    /// <summary>Whether a silo must still receive announcements, because it may answer callers.</summary>
    bool MustReceive(TSilo silo);

    /// <summary>Sends to a silo. Returns when it has applied the announcement; throws if it may not have.</summary>
    ValueTask SendAsync(TSilo silo, Announcement announcement);

    /// <summary>Called when a silo that must receive announcements stays unreachable.</summary>
    ValueTask GiveUpAsync(TSilo silo);
}
