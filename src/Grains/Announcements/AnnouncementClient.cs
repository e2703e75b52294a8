using Orleans.Runtime.Services;

namespace ReplayGraph.Grains.Announcements;

/// <summary>Calls the announcement service of any silo.</summary>
internal interface IAnnouncementClient
{
    IAnnouncementService Of(SiloAddress silo);
}

/// <inheritdoc/>
internal sealed class AnnouncementClient(IServiceProvider services)
    : GrainServiceClient<IAnnouncementService>(services), IAnnouncementClient
{
    public IAnnouncementService Of(SiloAddress silo) => GetGrainService(silo);
}
