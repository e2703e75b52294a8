using Microsoft.Extensions.Time.Testing;
using ReplayGraph.Cluster;
using ReplayGraph.Cluster.Caches;
using ReplayGraph.Cluster.Store;
using ReplayGraph.Conformance.Generation;
using ReplayGraph.LocalCluster;

namespace ReplayGraph.Grains.Tests.Order;

/// <summary>The dependencies of a grain under test: a store that fails on demand, and nodes that only accept announcements.</summary>
internal sealed class GrainSilo
{
    private readonly FakeTimeProvider _time = new(World.Now.ToDate());

    internal GrainSilo(INodeStore kept)
    {
        Store = new(kept);
        Context = new(Store, new SiloCache(Store, _time), _time, TimeSpan.FromDays(90));
        Nodes = new(Context);
    }

    internal FaultyStore Store { get; }

    internal NodeContext Context { get; }

    internal AnnouncementNodes Nodes { get; }
}
