using Orleans.Services;
using ReplayGraph.Cluster.Messages;

namespace ReplayGraph.Grains.Announcements;

/// <summary>Runs on each silo, and receives what every silo must know before a caller is answered.</summary>
[Alias("replaygraph.announcements")]
public interface IAnnouncementService : IGrainService
{
    /// <summary>Applies an announcement. Answers of this silo that start after it returns reflect the announcement.</summary>
    [Alias("Hear")]
    ValueTask ReceiveAsync(Announcement announcement, CancellationToken cancel = default);

    /// <summary>Announces a silo that is about to join. It receives all announcements from when this returns.</summary>
    [Alias("Greet")]
    ValueTask GreetAsync(SiloAddress newcomer, long membership, CancellationToken cancel = default);
}
