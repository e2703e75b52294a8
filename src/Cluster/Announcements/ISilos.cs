using ReplayGraph.Cluster.Messages;

namespace ReplayGraph.Cluster.Announcements;

/// <summary>The other silos, as one of them sees them.</summary>
/// <typeparam name="TSilo">How it knows one from another.</typeparam>
public interface ISilos<TSilo>
{
    /// <summary>Those that must hear, as far as is known now.</summary>
    IEnumerable<TSilo> Others { get; }

    /// <summary>Whether one still must hear: it may answer somebody.</summary>
    bool MustHear(TSilo silo);

    /// <summary>Tells one; returns when it has heard, throws if it may not have.</summary>
    ValueTask TellAsync(TSilo silo, Announcement announcement);

    /// <summary>One that must hear could not be told for long.</summary>
    ValueTask GiveUpAsync(TSilo silo);
}
