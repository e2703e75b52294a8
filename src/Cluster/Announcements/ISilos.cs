using ReplayGraph.Cluster.Messages;

namespace ReplayGraph.Cluster.Announcements;

/// <summary>The other silos, as one of them sees them.</summary>
/// <typeparam name="TSilo">How it knows one from another.</typeparam>
public interface ISilos<TSilo>
{
    /// <summary>Those that must receive announcements, as far as is known now.</summary>
    IEnumerable<TSilo> Others { get; }

    /// <summary>Whether one still must receive announcements: it may answer a caller.</summary>
    bool MustReceive(TSilo silo);

    /// <summary>Sends to one; returns when it has applied it, throws if it may not have.</summary>
    ValueTask SendAsync(TSilo silo, Announcement announcement);

    /// <summary>One that must receive announcements could not be reached for long.</summary>
    ValueTask GiveUpAsync(TSilo silo);
}
