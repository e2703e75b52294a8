using Microsoft.Extensions.Logging;
using ReplayGraph.Cluster;
using ReplayGraph.Cluster.Messages;

namespace ReplayGraph.Grains.Announcements;

/// <summary>Receives announcements for its silo.</summary>
internal sealed class AnnouncementService(GrainId id, Silo silo, ILoggerFactory logs, NodeContext context, Audience audience)
    : GrainService(id, silo, logs), IAnnouncementService
{
    public ValueTask ReceiveAsync(Announcement announcement, CancellationToken cancel = default) =>
        context.Cache.ApplyAsync(announcement, cancel);

    public ValueTask GreetAsync(SiloAddress newcomer, long membership, CancellationToken cancel = default) =>
        audience.GreetAsync(newcomer, new(membership), cancel);
}
