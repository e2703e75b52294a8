using Microsoft.Extensions.Time.Testing;
using ReplayGraph.Conformance.Generation;
using ReplayGraph.LocalCluster;
using ReplayGraph.Cluster;
using ReplayGraph.Cluster.Organizations;
using ReplayGraph.Cluster.Store;

namespace ReplayGraph.Grains.Tests.Order;

/// <summary>What a grain under test works with: a store that fails where it is told to, and nodes that only hear announcements.</summary>
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

    internal HearingNodes Nodes { get; }
}
