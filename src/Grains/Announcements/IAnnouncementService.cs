using Orleans.Services;
using ReplayGraph.Cluster.Messages;

namespace ReplayGraph.Grains.Announcements;

/// <summary>One on each silo: what every silo must hear before a caller is answered.</summary>
[Alias("replaygraph.announcements")]
public interface IAnnouncementService : IGrainService
{
    /// <summary>Takes an announcement in; what is asked of the silo after it returns is not older.</summary>
    [Alias("Hear")]
    ValueTask ReceiveAsync(Announcement announcement, CancellationToken cancel = default);

    /// <summary>A silo is about to join: from when this returns on it is told what every silo must hear.</summary>
    [Alias("Greet")]
    ValueTask GreetAsync(SiloAddress newcomer, long membership, CancellationToken cancel = default);
}
